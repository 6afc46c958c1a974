"""`grader validate` finds what is wrong with an assignment, and says nothing against a sound one."""

import json
import re

import pytest
from small_kit import ANSWER, REFERENCE, TEST, case, make_kit, notebook

from grader.authoring.validate import validate
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at

TESTS = "tests/hidden/words/test_words.py"
REFERENCES = "solutions/words.py"
NOTEBOOK = "notebooks/words/words.ipynb"
BANK = "tests/submissions/words"


def checks(kit, run_notebook=False):
    """The checks of the small kit, as they are made."""
    return validate(Assignment.load(kit_at(kit), "words"), 1, run_notebook=run_notebook)


def the(name, found):
    """The check of that name; those after it are not made."""
    return next(check for check in found if check.name == name)


def test_sound_assignment_holds_in_every_line(tmp_path):
    """Nothing is complained of, the notebook runs, and every check was made."""
    found = list(checks(make_kit(tmp_path), run_notebook=True))
    assert [check for check in found if not check.holds] == []
    assert len(found) == 12


def write(file, content):
    """Another content of one file."""

    def change(kit):
        (kit / file).parent.mkdir(parents=True, exist_ok=True)
        (kit / file).write_text(content)

    return change


def edited_notebook(old, new):
    """Another text in the notebook."""
    return write(NOTEBOOK, json.dumps(notebook()).replace(old, new))


RIGHT_IN_STUB = ANSWER.replace("t + t", "2 * t")
BROKEN = {
    "syntax error": (write(TESTS, "def x(:"), "The hidden tests can be used", r"test_words.py:1: SyntaxError"),
    "missing reference": (
        write(REFERENCES, "def sigm(t): return 2 * t\n"),
        "The hidden tests can be used",
        "lacks the references most, gradient",
    ),
    "function that nobody asks for": (
        write(TESTS, TEST.replace("student.gradient(4)", "student.gradeint(4)")),
        "Notebook, references and tests name the same functions",
        r"test_words.py:\d+: asks for `gradeint`",
    ),
    "text without the sentence": (
        edited_notebook("which doubles", "which squares"),
        "The text asks for what is tested",
        "the notebook does not say “doubles a number",
    ),
    "test without a quotation": (
        write(TESTS, TEST.replace('@pytest.mark.asked_by("Find the word with the largest number")\n', "")),
        "The text asks for what is tested",
        r"test_words.py:6: quote the sentence",
    ),
    "false alarms": (
        write(TESTS, TEST.replace("@pytest.mark.hint", "@pytest.mark.false_alarm(1e-6)\n@pytest.mark.hint", 1)),
        "A right answer keeps its points",
        "with probability 1.0e-06",
    ),
    "hidden tests beside the notebook": (
        write("notebooks/words/checks.py", TEST),
        "Nothing hidden is in the bundle",
        r"words/checks.py: has lines of .*test_words.py",
    ),
    "answer left in the stub": (
        write(NOTEBOOK, json.dumps(notebook(RIGHT_IN_STUB))),
        "The untouched notebook earns nothing",
        "words earns 4 points",
    ),
    "wrong reference": (
        write(REFERENCES, REFERENCE.replace("2 * t", "3 * t")),
        "The reference earns everything",
        "words/test_sigm_and_gradient: wrong",
    ),
    "wrong plain answers": (
        write(f"{BANK}/plain.py", case("Is wrong.", ANSWER.replace("t + t", "t"))),
        "The plain answers earn everything",
        "words/test_sigm_and_gradient: wrong",
    ),
    "right answer that loses points": (
        write(f"{BANK}/correct/wrong.py", case("Is wrong.", ANSWER.replace("t + t", "t"))),
        "Every right answer of the bank earns everything",
        "wrong.py: a right answer loses points",
    ),
    "wrong answer that passes": (
        write(f"{BANK}/wrong/words-none.py", case("Is right.", ANSWER, "none")),
        "Every wrong answer loses points in its part only",
        "words-none.py: passes `words` with all points",
    ),
    "test that nothing fails": (
        lambda kit: (kit / BANK / "wrong" / "words-least.py").unlink(),
        "Every test fails for some wrong answer",
        "`test_most` fails for no wrong answer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_found(tmp_path, name):
    """Each kind of fault breaks its own line of the proof, with words that say where."""
    kit = make_kit(tmp_path)
    change, line, words = BROKEN[name]
    change(kit)
    found = the(line, checks(kit))
    assert not found.holds
    assert re.search(words, "\n".join(found.complaints)), found.complaints


def test_solutions_that_stay_at_home_must_not_leak(tmp_path):
    """Where references are not shipped, their lines in the bundle are a leak."""
    kit = make_kit(tmp_path, settings="")
    long = "    return sum(value * weight for value, weight in zip(values, weights, strict=True))\n"
    secret = "def helper(values, weights):\n" + long + long.replace("sum", "max") + long.replace("sum", "min")
    write(REFERENCES, REFERENCE + secret)(kit)
    write("notebooks/words/helper.py", secret)(kit)
    found = the("Nothing hidden is in the bundle", checks(kit))
    assert not found.holds and "solutions/words.py" in found.complaints[0]


def test_notebook_that_stops_is_told(tmp_path):
    """The cell's error is the complaint."""
    kit = make_kit(tmp_path)
    edited_notebook("numbers = file", "numbers = flie")(kit)
    found = the("The untouched notebook runs from top to bottom", checks(kit, run_notebook=True))
    assert not found.holds and "NameError: name 'flie' is not defined" in found.complaints[0]
