"""A broken hidden test never costs a student: each way to break one is found, with file, line and cure."""

import re
import sys

import pytest
from small_kit import TEST, make_kit

from grader.examine.plugin import run_plugin
from grader.examine.problems import problems
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at

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
    "syntax error": (edited("def test_most(student):", "def test_most(student:"), r"test_words.py:8: SyntaxError: "),
    "import error": (edited("import pytest", "import pytest\nimport nowhere"), r"test_words.py:4: .*No module named 'nowhere'"),
    "error at import": (edited("import pytest", "import pytest\n1 / 0"), r"test_words.py:4: .*ZeroDivisionError"),
    "unknown name": (edited("pytest.mark.points(2)", "mark.points(2)"), r"test_words.py:6: .*name 'mark' is not defined"),
    "misspelt marker": (edited("mark.points", "mark.point"), r"test_words.py:6: there is no marker `point`; did you mean `points`"),
    "no points": (edited("@pytest.mark.points(2)\n", ""), r"test_words.py:6: `test_most` is worth nothing; add @pytest.mark.points"),
    "points do not add up": (edited("points(2)", "points(3)"), r"test_words.py: its tests are worth 5 points, .* 4\. Make them equal"),
    "name used twice": (edited("def test_most", "def test_sigm_and_gradient"), r"worth 2 points.*repeats is never run"),
    "function is no test": (edited("def test_most", "def check_most"), r"worth 2 points, and the cell `test_words`"),
    "skipped": (edited("@pytest.mark.hint", "@pytest.mark.skip\n@pytest.mark.hint"), r"test_words.py:6: .*`skip`.*costs its points"),
    "never asks": (edited("test_most(student)", "test_most()"), r"`test_most` never asks the student"),
    "misnamed file": (renamed("tests_words.py"), r"no tests for the answer cell `words`; is it tests_words.py\? Rename that"),
    "file of no part": (renamed("test_wrods.py"), r"no answer cell `wrods`; did you mean `words`"),
    "missing file": (lambda kit: (kit / FILE).unlink(), r"test_words.py: no tests for the answer cell `words`; write that file"),
    "no tests in the file": (lambda kit: (kit / FILE).write_text("import pytest\n"), r"have to be called test_"),
    "skipped as a whole": (edited("import pytest", "import pytest\npytest.importorskip('nowhere')"), r"no tests for the answer cell"),
}  # fmt: skip


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
