"""What `grader new` writes: a small assignment that is right in every line, to be replaced line by line, and a kit.

In the texts NAME stands for the assignment and PART for one of its parts, which is also the name of the function that
the part asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

Files = dict[str, str]  # paths within a kit, and what is in them
USUAL_PART = "rescale"
POINTS = 5  # of a part: those of its hidden tests together

# --- the notebook ---

_TITLE = """# TITLE

Replace the lines marked TODO by your own"""
_SHIPPED = ": as they stand they call the reference solution, so you can go on\nto any part, but earn no points."

_TEXT = f"""## NUMBER. PART ({POINTS} points)

`PART(x)` shifts and scales a vector so that its smallest element becomes 0 and its largest 1.
A vector whose elements are all equal becomes zeros. The argument `x` keeps its values."""

_STUB = '''def PART(x):
    """Return a new array of the length of x, with values from 0 to 1."""
    # TODO: replace by your code (about 4 lines)
'''
_CALL = """    import solutions

    return solutions.PART(x)"""
_NOTHING = "    return None"

_CHECK = """got, expected = PART(np.array([2.0, 4.0, 3.0])), [0.0, 1.0, 0.5]
right = np.shape(got) == (3,) and np.allclose(got, expected)
print("✓ PART" if right else f"✗ PART: expected {expected}, not {got}")"""

# --- the reference ---

_REFERENCE = '''"""References of `NAME`: each function that the notebook asks for, as it should be."""

import numpy as np

__all__ = [EXPORTS]
'''
_REFERENCE_PART = '''

def PART(x):
    """Return a new array of the length of x, with values from 0 to 1."""
    span = np.max(x) - np.min(x)
    return (x - np.min(x)) / span if span > 0 else np.zeros(len(x))
'''

# --- the hidden tests ---

_HIDDEN = '"""Hidden tests of `NAME`."""\n'
_TESTS = '''"""PART: a vector from 0 to 1"""

import numpy as np
import pytest

from grader.testing import check_array, check_close, check_unchanged


@pytest.mark.points(3)
@pytest.mark.asked_by("its smallest element becomes 0 and its largest 1")
@pytest.mark.hint("Subtract the smallest element, then divide by the difference of the largest and the smallest.")
def test_values_run_from_zero_to_one(student):
    """The elements of any vector are shifted and scaled to the range from 0 to 1."""
    x = student.rng.normal(50, 10, 20)  # other numbers in each grading
    got = check_array(student.PART(x), (20,), "PART(x)")
    check_close(got, (x - x.min()) / (x.max() - x.min()), 1e-9, "PART(x)")


# The tests below are passed by answers that do nothing: they count only beside one that is not `secondary`.


@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.asked_by("A vector whose elements are all equal becomes zeros")
@pytest.mark.hint("By what do you divide if all elements are equal?")
def test_equal_elements_become_zeros(student):
    """A vector whose elements are all equal becomes zeros."""
    got = check_array(student.PART(np.full(4, 7.0)), (4,), "PART(x)")
    check_close(got, np.zeros(4), 1e-9, "PART(x)")


@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.asked_by("The argument `x` keeps its values")
@pytest.mark.hint("Operations such as `x -= 1` write into the array of the caller.")
def test_argument_is_left_alone(student):
    """The vector that is passed in keeps its values."""
    x = student.rng.normal(50, 10, 20)
    after = student.call("PART", x).arguments[0]
    check_unchanged(after, x, "x")
'''

# --- the bank: sample answers ---

_PLAIN = '"""Answers every part in plain words."""\n'
_PLAIN_PART = """# %% PART
def PART(x):
    low, high = x.min(), x.max()
    if low == high:
        return np.zeros(len(x))
    return (x - low) / (high - low)
"""
_LOOP = '"""Goes through the elements one by one."""\n'
_LOOP_PART = """# %% PART
def PART(x):
    low, span = min(x), max(x) - min(x)
    return np.array([(value - low) / span if span else 0.0 for value in x])
"""
_WRONG = {
    "forgets-to-shift": '''"""Divides by the largest element, so that the smallest is not 0."""
# part: PART
# mistake: forgets-to-shift
# %% PART
def PART(x):
    return x / x.max() if x.max() > x.min() else np.zeros(len(x))
''',
    "divides-by-zero": '''"""Does not think of vectors whose elements are all equal."""
# part: PART
# mistake: divides-by-zero
# %% PART
def PART(x):
    return (x - x.min()) / (x.max() - x.min())
''',
    "changes-its-argument": '''"""Works in the array of the caller."""
# part: PART
# mistake: changes-its-argument
# %% PART
def PART(x):
    x -= x.min()
    if x.max() > 0:
        x /= x.max()
    return x.copy()
''',
}

# --- the kit around it ---

_SETTINGS = """# [tool.grader] makes this folder a kit of the grader. It is no Python project: nothing is installed.

[tool.grader]
ship_solutions = true  # students get the references, so that they can go on where they are stuck
student_packages = ["jupyter", "numpy", "matplotlib"]  # what the students' README tells them to install
"""
_README = """# Assignments

An assignment is a notebook in `notebooks/`, references in `solutions/`, hidden tests in `tests/hidden/` and sample
answers in `tests/submissions/`. In this folder:

    grader check notebooks/NAME/NAME.ipynb    # what a notebook earns, and why
    grader validate NAME                      # do notebook, references, tests and sample answers fit together?
    grader release NAME                       # course/release/NAME.zip, for students

`grader new` adds an assignment; `grader collect` and `grader grade` take in and grade what a class has handed in. A
notebook that is run here has to find `solutions`:

    PYTHONPATH="$PWD" jupyter lab notebooks/NAME/NAME.ipynb
"""
_IGNORED = "/course/\n.ipynb_checkpoints/\n__pycache__/\n.venv/\n"
_ALL_HIDDEN = '"""Hidden tests: a package for each assignment."""\n'


def assignment_files(name: str, parts: Sequence[str], shipped: bool) -> Files:
    """An assignment; without `shipped` its notebook does not call the references, which students do not have."""
    files = {
        f"notebooks/{name}/{name}.ipynb": nbformat.writes(_notebook(name, parts, shipped)) + "\n",
        f"solutions/{name}.py": _reference(name, parts),
        f"tests/hidden/{name}/__init__.py": _filled(_HIDDEN, name),
        f"tests/submissions/{name}/plain.py": _PLAIN + _each(_PLAIN_PART, name, parts),
        f"tests/submissions/{name}/correct/with-a-loop.py": _LOOP + _each(_LOOP_PART, name, parts),
    }
    for part in parts:
        files[f"tests/hidden/{name}/test_{part}.py"] = _filled(_TESTS, name, part)
        for mistake, text in _WRONG.items():
            files[f"tests/submissions/{name}/wrong/{part}-{mistake}.py"] = _filled(text, name, part)
    return files


def packages(flat_solutions: str) -> Files:
    """What makes packages of the folders of references and of hidden tests."""
    return {"solutions/__init__.py": flat_solutions, "tests/hidden/__init__.py": _ALL_HIDDEN}


def kit_files() -> Files:
    """What a kit has beside its assignments."""
    return {"pyproject.toml": _SETTINGS, "README.md": _README, ".gitignore": _IGNORED}


def _filled(text: str, name: str, part: str = "", number: int = 0) -> str:
    """A text with the names in their places, all put in at once: they may hold any word themselves."""
    title = name.replace("_", " ").capitalize()
    words = {"NAME": name, "PART": part, "NUMBER": str(number), "TITLE": title}
    return re.sub("|".join(words), lambda found: words[found[0]], text)


def _each(text: str, name: str, parts: Sequence[str]) -> str:
    return "".join(_filled(text, name, part) for part in parts)


def _reference(name: str, parts: Sequence[str]) -> str:
    exports = ", ".join(f'"{part}"' for part in parts)
    return _filled(_REFERENCE, name).replace("EXPORTS", exports) + _each(_REFERENCE_PART, name, parts)


def _notebook(name: str, parts: Sequence[str], shipped: bool) -> NotebookNode:
    title = _filled(_TITLE, name) + (_SHIPPED if shipped else ".")
    cells = [new_markdown_cell(title, id="title"), _code("imports", "import numpy as np", locked=True)]
    stub = _STUB + (_CALL if shipped else _NOTHING)
    for number, part in enumerate(parts, start=1):
        cells += [
            new_markdown_cell(_filled(_TEXT, name, part, number), id=f"{part}-text"),
            _code(part, _filled(stub, name, part), solution=True),
            _code(f"test_{part}", _filled(_CHECK, name, part), grade=True, locked=True, points=POINTS),
        ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    made: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return made


def _code(grade_id: str, source: str, **marks: bool | int) -> NotebookNode:
    """A code cell that nbgrader knows."""
    usual = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    metadata = {"nbgrader": {**usual, "grade_id": grade_id, **marks}}
    cell: NotebookNode = new_code_cell(source, id=grade_id, metadata=metadata)
    return cell
