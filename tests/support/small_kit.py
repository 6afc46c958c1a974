"""A small kit that is not this repository's: one assignment with data of its own and shared data, one that is plain."""

import json

import numpy

REFERENCE = '''"""References of `words`."""

import csv


def most(path):
    """The word with the largest number in a CSV file."""
    with open(path, newline="") as file:
        return max(csv.reader(file), key=lambda row: int(row[1]))[0]


def sigm(t):
    """Not a sigmoid at all."""
    return 2 * t


def gradient(t):
    """Neither is this what `rbm` means by it."""
    return t + 1
'''
TEST = '''"""Words"""

import pytest


@pytest.mark.asked_by("Find the word with the largest number")
@pytest.mark.points(2)
@pytest.mark.hint("Read all rows.")
def test_most(student):
    """The most frequent word is found in every file."""
    assert student.most("data/words.csv") == "two"
    assert student.most("../data/shared.csv") == "nine"


@pytest.mark.asked_by("doubles a number; and a function that adds one")
@pytest.mark.points(2)
@pytest.mark.hint("Twice, and one more.")
def test_sigm_and_gradient(student):
    """sigm doubles, gradient adds one."""
    assert (student.sigm(4), student.gradient(4)) == (8, 5)
'''
ANSWER = """def most(path):
    rows = [line.split(",") for line in open(path)]
    return max(rows, key=lambda row: int(row[1]))[0]


def sigm(t):
    return t + t


def gradient(t):
    return 1 + t
"""
OPENING = """import csv
import numpy

text = open("data/words.csv").read()
rows = list(csv.reader(open("../data/shared.csv")))
with numpy.load("data/numbers.npz") as file:
    numbers = file["a"]
"""
PROSE = """Find the word with the *largest number*.
Write `sigm`, which doubles
a number; and a function that adds one."""
STUBS = "".join(
    f"def {name}({argument}):\n    import solutions\n    return solutions.{name}({argument})\n\n\n"
    for name, argument in (("most", "path"), ("sigm", "t"), ("gradient", "t"))
)


def cell(source, grade_id=None, kind="code", **flags):
    """A cell of a source notebook."""
    made = {"cell_type": kind, "id": grade_id or f"cell-{len(source)}", "metadata": {}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    if grade_id:
        usual = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
        made["metadata"]["nbgrader"] = {**usual, "grade_id": grade_id, **flags}
    return made


def notebook(answer=STUBS):
    """The notebook of `words`, with an answer in its one answer cell."""
    cells = [
        cell("# Words", kind="markdown"),
        cell(PROSE, kind="markdown"),
        cell(OPENING, "opening", locked=True),
        cell(answer, "words", solution=True),
        cell('assert most("data/words.csv")', "test_words", grade=True, locked=True, points=4),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}


def write_notebook(path, answer=STUBS):
    """A student's notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(answer)))
    return path


def case(title, answer, mistake=None):
    """A case of the bank."""
    header = f"# part: words\n# mistake: {mistake}\n" if mistake else ""
    return f'"""{title}"""\n{header}# %% words\n{answer}'


def make_kit(root, settings="ship_solutions = true\n"):
    """Write the kit; its folder."""
    files = {
        "pyproject.toml": f"[tool.grader]\n{settings}",
        "solutions/words.py": REFERENCE,
        "tests/hidden/__init__.py": "",
        "tests/hidden/words/__init__.py": "",
        "tests/hidden/words/test_words.py": TEST,
        "tests/submissions/words/plain.py": case("Answers plainly.", ANSWER),
        "tests/submissions/words/correct/sum.py": case("Adds.", ANSWER.replace("1 + t", "sum([t, 1])")),
        "tests/submissions/words/wrong/words-square.py": case("Squares.", ANSWER.replace("t + t", "t * t"), "square"),
        "tests/submissions/words/wrong/words-least.py": case("Takes the least.", ANSWER.replace("max", "min"), "least"),
        "notebooks/words/data/words.csv": "one,1\ntwo,2\n",
        "notebooks/data/shared.csv": "nine,9\neight,8\n",
        "notebooks/data/other.csv": "not,1\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    numpy.savez(root / "notebooks" / "words" / "data" / "numbers.npz", a=numpy.arange(3))
    write_notebook(root / "notebooks" / "words" / "words.ipynb")
    return root
