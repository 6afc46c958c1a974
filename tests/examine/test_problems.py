"""A broken hidden test never costs a student: each way to break one is found, with file, line and cure."""

import re
import subprocess
import sys

import pytest
from small_kit import ANSWER, TEST, make_kit, write_notebook

from grader.examine.plugin import run_plugin
from grader.examine.pool import Examiners
from grader.examine.problems import problems
from grader.handed_in.notebook import read_handed_in
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at
from grader.pages import feedback_page

FILE = "tests/hidden/words/test_words.py"


def found(kit):
    """What is wrong with the hidden tests of the kit."""
    assignment = Assignment.load(kit_at(kit), "words")
    lists = []
    for name in [name for name in sys.modules if name.startswith("hidden.words")]:  # of the test before
        del sys.modules[name]
    run_plugin(assignment.hidden, lambda plugin: lists.append(problems(assignment, plugin)))
    return lists[0] if lists else problems(assignment, None)


def edited(old, new):
    """A change of the file of tests."""
    return lambda kit: (kit / FILE).write_text(TEST.replace(old, new, 1))


def renamed(name):
    """The file of tests under another name."""
    return lambda kit: (kit / FILE).rename(kit / "tests" / "hidden" / "words" / name)


BROKEN = {
    "syntax error": (edited("def test_most(student):", "def test_most(student:"), r"test_words.py:9: SyntaxError: "),
    "import error": (
        edited("import pytest", "import pytest\nimport nowhere"),
        r"test_words.py:4: .*No module named 'nowhere'",
    ),
    "error at import": (edited("import pytest", "import pytest\n1 / 0"), r"test_words.py:4: .*ZeroDivisionError"),
    "unknown name": (
        edited("pytest.mark.points(2)", "mark.points(2)"),
        r"test_words.py:\d+: .*name 'mark' is not defined",
    ),
    "misspelt marker": (
        edited("mark.points", "mark.point"),
        r"test_words.py:\d+: there is no marker `point`; did you mean `points`",
    ),
    "no points": (
        edited("@pytest.mark.points(2)\n", ""),
        r"test_words.py:\d+: `test_most` is worth nothing; add @pytest.mark.points",
    ),
    "points do not add up": (
        edited("points(2)", "points(3)"),
        r"test_words.py: its tests are worth 5 points, .* 4\. Make them equal",
    ),
    "name used twice": (edited("def test_most", "def test_sigm_and_gradient"), r"worth 2 points.*repeats is never run"),
    "function is no test": (edited("def test_most", "def check_most"), r"worth 2 points, and the cell `test_words`"),
    "skipped": (
        edited("@pytest.mark.hint", "@pytest.mark.skip\n@pytest.mark.hint"),
        r"test_words.py:\d+: .*`skip`.*costs its points",
    ),
    "never asks": (edited("test_most(student)", "test_most()"), r"`test_most` never asks the student"),
    "misnamed file": (
        renamed("tests_words.py"),
        r"no tests for the answer cell `words`; is it tests_words.py\? Rename that",
    ),
    "file of no part": (renamed("test_wrods.py"), r"no answer cell `wrods`; did you mean `words`"),
    "missing file": (
        lambda kit: (kit / FILE).unlink(),
        r"test_words.py: no tests for the answer cell `words`; write that file",
    ),
    "no tests in the file": (lambda kit: (kit / FILE).write_text("import pytest\n"), r"have to be called test_"),
    "skipped as a whole": (
        edited("import pytest", "import pytest\npytest.importorskip('nowhere')"),
        r"no tests for the answer cell",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_tests_are_found(tmp_path, name):
    """Each is named with its file, its line where there is one, and what to do."""
    kit = make_kit(tmp_path / "kit")
    change, words = BROKEN[name]
    change(kit)
    assert any(re.search(words, problem) for problem in found(kit)), found(kit)


def test_sound_tests_have_no_problems(tmp_path):
    """Fixtures, parameters and plain helpers are no problems."""
    kit = make_kit(tmp_path / "kit")
    assert found(kit) == []
    (kit / FILE).write_text(
        '"""Words"""\nimport pytest\n\n@pytest.fixture\ndef path():\n    return "data/words.csv"\n\n'
        "@pytest.mark.points(2)\n@pytest.mark.parametrize('n', [1, 2])\ndef test_a(student, path, n, tmp_path): pass\n"
    )
    assert found(kit) == []


def test_file_that_cannot_be_collected_is_told_once(tmp_path):
    """Its part has no second complaint that there are no tests."""
    kit = make_kit(tmp_path / "kit")
    BROKEN["syntax error"][0](kit)
    assert len(found(kit)) == 1


def command(*arguments):
    """What a command says, and its exit code."""
    result = subprocess.run([sys.executable, "-m", "grader", *map(str, arguments)], capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def test_nothing_is_released_or_graded_with_broken_tests(tmp_path):
    """`release`, `grade` and `check` end with code 2 and the list; no report, grade or page is written."""
    kit, course = make_kit(tmp_path / "kit"), tmp_path / "course"
    assert command("release", "words", "--course", course, "--kit", kit)[0] == 0
    notebook = write_notebook(course / "submitted" / "ada" / "words" / "words.ipynb", ANSWER)
    BROKEN["misspelt marker"][0](kit)
    for arguments in (
        ("release", "words", "--course", course),
        ("grade", "words", "--course", course),
        ("check", notebook, "--kit", kit),
    ):
        code, said = command(*arguments)
        assert code == 2 and "test_words.py:7: there is no marker `point`" in said, said
        assert "Traceback" not in said and "Well done" not in said
    assert not list(course.glob("autograded/*")) and not list(course.glob("grades/*"))


ERRORS = {
    "misspelt function": ("student.gradient(4)", "student.gradeint(4)", "defines `gradeint`; did you mean `gradient`"),
    "misspelt name": ("(8, 5)", "(eight, 5)", "NameError: name 'eight' is not defined"),
    "unknown stand-in": (
        "assert (student.sigm",
        "with student.replacing(sgim=abs): pass\n    assert (student.sigm",
        "defines `sgim`; did you mean `sigm`",
    ),
    "skipped while it runs": ("assert (student.sigm", "pytest.skip()\n    assert (student.sigm", "Skipped"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_error_of_a_test_is_its_authors(tmp_path, name):
    """It costs nobody a point: the report is a fault that names the test's file and line, and the page says nothing."""
    old, new, words = ERRORS[name]
    kit = make_kit(tmp_path / "kit")
    (kit / FILE).write_text(TEST.replace(old, new))
    notebook = write_notebook(tmp_path / "words.ipynb", ANSWER)
    with Examiners(Assignment.load(kit_at(kit), "words")) as examiners:
        report = examiners.examine(read_handed_in("ada", notebook).submission(examiners.assignment))
    assert report.status == "fault" and report.score is None
    (fault,) = (test for part in report.parts for test in part.tests if test.outcome == "fault")
    assert re.search(rf"{FILE}:\d+: the test itself failed: .*{re.escape(words)}", fault.reason), fault.reason
    assert words not in feedback_page(report) and "costs you no points" in feedback_page(report)
