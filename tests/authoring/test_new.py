"""`grader new`: what it writes is a sound assignment, as it stands, and nothing that is there is written over."""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import nbformat
import pytest
from kits import KIT
from nbclient import NotebookClient
from small_kit import make_kit

from grader.authoring.new import new_assignment, new_kit
from grader.authoring.validate import validate
from grader.errors import InputError
from grader.examine.inspection import inspect
from grader.kit.assignment import Assignment
from grader.kit.cases import as_notebook, read_case
from grader.kit.kit import kit_at


def grader(folder, *arguments, code=0):
    """What a command prints in that folder, errors included."""
    command = [sys.executable, "-P", "-m", "grader", *arguments]
    result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == code, result.stdout
    return result.stdout


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The folder of a new kit, with a second assignment that has two parts."""
    folder = tmp_path_factory.mktemp("new")
    grader(folder, "new", "--course", "words")
    grader(folder / "words", "new", "second", "--part", "low", "--part", "high")
    return folder / "words"


@pytest.fixture(scope="module", params=["first", "second"])
def assignment(words, request):
    """Each of its assignments."""
    return Assignment.load(kit_at(words), request.param)


@pytest.fixture(scope="module")
def released(words, assignment):
    """The assignment's bundle."""
    grader(words, "release", assignment.id)
    return words / "course" / "release" / f"{assignment.id}.zip"


def handed_in(assignment, folder):
    """Three hand-ins in that folder: right, untouched, and wrong in the last part."""
    bank, source = assignment.kit.bank(assignment.id), nbformat.read(assignment.path, as_version=4)
    plain = read_case(bank / "plain.py")
    wrong = f"wrong/{assignment.parts[-1].id}-divides-by-zero.py"
    notebooks = {name: as_notebook(read_case(bank / case), source, plain) for name, case in
                 {"right": "correct/with-a-loop.py", "wrong": wrong}.items()}  # fmt: skip
    folder.mkdir()
    for name, notebook in {**notebooks, "untouched": source}.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


def test_class_is_graded_in_a_new_kit(words, assignment, released, tmp_path):
    """Released, collected, graded: a right answer has all points, an untouched one none, a wrong one loses its own."""
    grader(words, "collect", assignment.id, str(handed_in(assignment, tmp_path / "handed-in")))
    grader(words, "grade", assignment.id)
    with open(words / "course" / "grades" / f"{assignment.id}.csv", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    *others, last = (part.id for part in assignment.parts)
    for part in others:
        assert [float(rows[name][part]) for name in ("right", "wrong", "untouched")] == [5, 5, 0]
    assert [float(rows[name][last]) for name in ("right", "wrong", "untouched")] == [5, 4, 0]


def test_new_assignment_is_sound(assignment):
    """The hidden tests have no problems, and every line of `grader validate` holds."""
    assert inspect(assignment).problems == ()
    checks = list(validate(assignment, 2, run_notebook=False))
    assert [check for check in checks if not check.holds] == []


def run(notebook, **environment):
    """Run a notebook from top to bottom in its folder; what its cells print."""
    content = nbformat.read(notebook, as_version=4)
    client = NotebookClient(content, timeout=60, resources={"metadata": {"path": notebook.parent}})
    client.execute(env={**os.environ, **environment})
    return "".join(output.get("text", "") for cell in content.cells for output in cell.get("outputs", []))


def test_untouched_notebook_runs(words, assignment, released, tmp_path):
    """In the kit, as its README says, and in the bundle; each part says that it is right, as the reference answers."""
    assert 'PYTHONPATH="$PWD"' in (words / "README.md").read_text()
    with zipfile.ZipFile(released) as bundle:
        bundle.extractall(tmp_path)
    unpacked = tmp_path / assignment.id / assignment.path.name
    for output in (run(assignment.path, PYTHONPATH=str(words)), run(unpacked)):
        assert output.splitlines() == [f"✓ {part.id}" for part in assignment.parts]


def test_new_notebook_is_as_it_is_committed(assignment):
    """Valid, without outputs; the metadata of answer and test cells are those that nbgrader writes."""
    notebook = nbformat.read(assignment.path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    ours, theirs = (
        [cell["metadata"]["nbgrader"] for cell in found.graded.values() if "points" in cell["metadata"]["nbgrader"]]
        for found in (assignment, Assignment.load(KIT, "rbm"))
    )
    assert ours[0].keys() == theirs[0].keys()


def test_kit_is_no_project_and_shares_the_flat_solutions(words):
    """pip finds nothing to install; `solutions` asks all assignments, as in the kit that the grader carries."""
    assert list(tomllib.loads((words / "pyproject.toml").read_text())) == ["tool"]
    names = ("solutions", "__init__.py")
    assert words.joinpath(*names).read_bytes() == KIT.root.joinpath(*names).read_bytes()


def test_what_was_written_is_said(tmp_path):
    """Each file, and the commands that come next."""
    said = grader(tmp_path, "new", "--course", "words")
    files = {str(path.relative_to(tmp_path / "words")) for path in (tmp_path / "words").rglob("*") if path.is_file()}
    assert files == set(re.findall(r"^  ([.\w][^\s#]*)$", said, re.M))
    for command in (
        "cd words",
        "grader check notebooks/first/first.ipynb",
        "grader validate first",
        "grader release first",
    ):
        assert f"  {command}" in said


NAMES = {
    "my-words": r"0 to 9 and underscores, a letter first. Did you mean `my_words`\?",
    "2d": "a letter first",
    "__init__": "a letter first",
    "größe": "cannot be the name",
    "class": "word of the language Python, and solutions/class.py could not be imported",
    "random": "module of Python's standard library, which solutions/random.py could hide",
    "data": "where assignments share their data",
    "words": "taken: there is .*notebooks/words",
    "sigm": "a function of the assignment `words`",
}


@pytest.mark.parametrize("name", NAMES)
def test_name_that_cannot_be_used_is_refused(tmp_path, name):
    """With the reason, and nothing is written."""
    kit = make_kit(tmp_path / "kit")
    before = sorted(kit.rglob("*"))
    with pytest.raises(InputError, match=NAMES[name]):
        new_assignment(kit_at(kit), name)
    assert sorted(kit.rglob("*")) == before


@pytest.mark.parametrize(
    "place", ["solutions/new.py", "solutions/new/__init__.py", "tests/hidden/new", "tests/submissions/new"]
)
def test_name_of_which_there_is_a_trace_is_taken(tmp_path, place):
    """A reference, hidden tests or a bank without a notebook are somebody's work as well."""
    kit = make_kit(tmp_path / "kit")
    (kit / place).mkdir(parents=True)
    with pytest.raises(InputError, match="taken"):
        new_assignment(kit_at(kit), "new")


PARTS = {
    ("a b",): "cannot be the name of a function",
    ("lambda",): "cannot be the name of a function",
    ("one", "one"): "named twice",
    ("new",): "`solutions.new` is the module of that assignment",
    ("words",): "`solutions.words` is the module of that assignment",
    ("sigm",): "a function of the assignment `words` already",
    ("replacing",): "`student.replacing` means something else",
}


@pytest.mark.parametrize("parts", PARTS, ids=" ".join)
def test_part_that_cannot_be_used_is_refused(tmp_path, parts):
    """Its function could not be found, or would be confused with another one."""
    with pytest.raises(InputError, match=PARTS[parts]):
        new_assignment(kit_at(make_kit(tmp_path / "kit")), "new", parts)


def test_second_assignment_has_a_function_of_its_own(tmp_path):
    """Else the flat `solutions` could not tell them apart."""
    new_kit(tmp_path / "kit", "one")
    kit = kit_at(tmp_path / "kit")
    new_assignment(kit, "two")
    assert [Assignment.load(kit, name).functions for name in ("one", "two")] == [("rescale",), ("rescale_two",)]


def test_references_that_stay_at_home_are_not_called(tmp_path):
    """In a kit that does not ship them, the untouched notebook runs all the same, and the kit keeps its files."""
    root = make_kit(tmp_path / "kit", settings="")
    settings = (root / "pyproject.toml").read_text()
    assert "solutions/__init__.py" in new_assignment(kit_at(root), "new").files
    assert (root / "pyproject.toml").read_text() == settings
    new = Assignment.load(kit_at(root), "new")
    assert "solutions" not in json.dumps(new.notebook)
    assert [check for check in validate(new, 2) if not check.holds] == []


def test_files_of_the_author_are_left_alone(tmp_path):
    """A new kit in a folder that has a README keeps it, and says so."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "README.md").write_text("Mine.")
    assert "left as it was: README.md" in grader(tmp_path, "new", "--course", "words")
    assert (tmp_path / "words" / "README.md").read_text() == "Mine."


FOLDERS = {
    "kit": ("kit/pyproject.toml", "[tool.grader]\n", "is a kit already.*grader new NAME --kit"),
    "project": ("kit/pyproject.toml", "[project]\n", r"is there already; add a line with \[tool.grader\]"),
    "file": ("kit", "", "is no folder"),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_folder_that_cannot_become_a_kit_is_refused(tmp_path, name):
    """With the way to go on."""
    place, text, words = FOLDERS[name]
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(text)
    with pytest.raises(InputError, match=words):
        new_kit(tmp_path / "kit", "first")


def test_command_needs_a_name_and_a_kit(tmp_path):
    """Far from any kit nothing is written into the one that the grader carries."""
    assert "grader new --course DIR" in grader(tmp_path, "new", "words", code=2)
    assert "grader new NAME" in grader(tmp_path, "new", code=2)
    assert "leave out one" in grader(tmp_path, "new", "words", "--course", "a", "--kit", "b", code=2)
    assert list(tmp_path.iterdir()) == []
