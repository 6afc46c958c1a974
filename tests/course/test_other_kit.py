"""A kit of another course: released, graded by its own references, and its data found everywhere at the same path."""

import json
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from courses import BANK
from kits import KIT, ROOT
from nbclient import NotebookClient
from small_kit import ANSWER, make_kit, write_notebook

from grader.course.classwork import Classwork
from grader.errors import InputError
from grader.examine.pool import Examiners
from grader.gradebook.release import release
from grader.kit.assignment import Assignment
from grader.kit.cases import as_notebook, read_case
from grader.kit.finding import find_kit
from grader.kit.kit import kit_at
from grader.layout import Course


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The assignment of a small kit."""
    return Assignment.load(kit_at(make_kit(tmp_path_factory.mktemp("kits") / "kit")), "words")


@pytest.fixture(scope="module")
def released(words, tmp_path_factory):
    """The course into which it was released."""
    course = Course(tmp_path_factory.mktemp("course"))
    release(words, course)
    return course


def graded(assignment, course, answers, isolation="auto"):
    """Reports by student; `answers` is what they wrote, or None for the released notebook."""
    for student, answer in answers.items():
        path = course.submitted(assignment.id, student)
        write_notebook(path, answer) if answer else write_notebook(path)
    work = Classwork(assignment, course)
    with Examiners(assignment, isolation) as examiners:
        grading = work.grade(list(answers), examiners.grade, map, regrade=True)
    assert not grading.failed
    return {report.student: report for report in work.write_class_pages()}


def test_bundle_holds_this_assignment_only(released):
    """Its notebook, its own data, the shared file that it names, its references as `solutions`."""
    with zipfile.ZipFile(released.released("words").with_suffix(".zip")) as bundle:
        files = {name for name in bundle.namelist() if not name.endswith("/")}
    own = {"README.md", "words.ipynb", "solutions.py", "data/words.csv", "data/numbers.npz"}
    assert files == {f"words/{name}" for name in own} | {"data/shared.csv"}


def test_readme_of_the_bundle_says_how_to_install(released):
    """Python's version, an environment, and packages that students need: not the grader's."""
    text = (released.released("words") / "README.md").read_text()
    assert "Python 3.11 or newer" in text and "python3 -m venv" in text
    assert "pip install jupyter numpy matplotlib\n" in text and "nbgrader" not in text


def test_references_stay_at_home_unless_the_kit_ships_them(tmp_path):
    """Without `ship_solutions` no reference is in the bundle, and the text does not speak of one."""
    kit = make_kit(tmp_path / "kit", settings="")
    course = Course(tmp_path / "course")
    release(Assignment.load(kit_at(kit), "words"), course)
    assert not list(course.released("words").glob("solutions*"))
    assert "solutions" not in (course.released("words") / "README.md").read_text()


def run(notebook):
    """Execute a notebook in its folder, as a student does."""
    content = nbformat.read(notebook, as_version=4)
    NotebookClient(content, timeout=60, resources={"metadata": {"path": notebook.parent}}).execute()


def test_data_are_found_in_the_kit_and_in_the_bundle(words, released, tmp_path):
    """Text, CSV and npz open under the same relative paths in the repository and where a student unpacks the bundle."""
    with zipfile.ZipFile(released.released("words").with_suffix(".zip")) as bundle:
        bundle.extractall(tmp_path)
    run(tmp_path / "words" / "words.ipynb")
    (words.kit.root / "solutions" / "__init__.py").write_text((ROOT / "solutions" / "__init__.py").read_text())
    content = nbformat.read(words.path, as_version=4)
    content.cells.insert(0, nbformat.v4.new_code_cell(f"import sys; sys.path.insert(0, {str(words.kit.root)!r})"))
    NotebookClient(content, timeout=60, resources={"metadata": {"path": words.path.parent}}).execute()


@pytest.mark.parametrize("isolation", ["bubblewrap", "landlock", "none"])
def test_data_are_found_in_the_box(words, released, isolation):
    """The hidden tests open both CSV files through the student's function, under the same paths."""
    reports = graded(words, released, {"right": ANSWER}, isolation)
    assert reports["right"].score == reports["right"].max_score == 4, reports["right"]


def test_class_is_graded_by_its_own_references(words, released):
    """The right answer has all points, the released notebook none, a wrong one loses its own."""
    wrong = ANSWER.replace("t + t", "t * t")
    reports = graded(words, released, {"right": ANSWER, "untouched": None, "wrong": wrong})
    assert {name: report.score for name, report in reports.items()} == {"right": 4, "untouched": 0, "wrong": 2}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """This kit with a second assignment, in which `sigm` and `gradient` mean something else."""
    root = make_kit(tmp_path_factory.mktemp("both") / "kit")
    for name in ("solutions", "notebooks/rbm", "tests/hidden/rbm"):
        shutil.copytree(KIT.root / name, root / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(KIT.shared_data / "mnist_binary.npz", root / "notebooks" / "data")
    return kit_at(root)


def test_second_assignment_changes_no_grade_of_the_first(both, tmp_path):
    """`rbm` keeps its points, wrong answers their loss, and the other assignment has its own references."""
    rbm = Assignment.load(both, "rbm")
    source, plain = nbformat.read(rbm.path, as_version=4), read_case(BANK / "plain.py")
    course = Course(tmp_path)
    release(rbm, course)
    release(Assignment.load(both, "words"), course)
    cases = {"right": "plain", "one": "wrong/gradient-no-sample-term", "two": "wrong/sigm-base-two"}
    for student, case in cases.items():
        path = course.submitted("rbm", student)
        path.parent.mkdir(parents=True)
        nbformat.write(as_notebook(read_case(BANK / f"{case}.py"), source, plain), path)
    work = Classwork(rbm, course)
    with Examiners(rbm) as examiners:
        work.grade(list(cases), examiners.grade, map)
    scores = {report.student: report.score for report in work.write_class_pages()}
    assert scores.pop("right") == 40 and scores and all(score < 40 for score in scores.values())
    assert graded(Assignment.load(both, "words"), course, {"right": ANSWER})["right"].score == 4


def test_name_that_two_assignments_have_is_refused_with_both_places(both):
    """In the repository, `solutions.sigm` would be a guess; what only one assignment has is given."""
    program = "import solutions; print(solutions.most, solutions.train); solutions.sigm"
    result = subprocess.run([sys.executable, "-c", program], cwd=both.root, capture_output=True, text=True)
    assert "function most" in result.stdout and "function train" in result.stdout
    assert "`sigm` is in solutions.rbm and solutions.words" in result.stderr


def test_missing_reference_is_the_authors_business(tmp_path):
    """The module and the missing name are told."""
    kit = make_kit(tmp_path / "kit")
    (kit / "solutions" / "words.py").write_text("def sigm(t): return 2 * t\n")
    from grader.examine.references import references

    with pytest.raises(InputError, match="words.py lacks the references most, gradient"):
        references(Assignment.load(kit_at(kit), "words"))


def test_course_knows_its_kit(words, released, tmp_path, monkeypatch):
    """After a release, commands on the course folder find the assignment from anywhere."""
    monkeypatch.chdir(tmp_path)
    assert find_kit(course=released.root).kit == words.kit
    assert json.loads((released.root / "kit.json").read_text())
