"""[tool.grader] in a kit's pyproject.toml: what holds for all assignments, what for one, and what is refused."""

import pytest

from grader.errors import InputError
from grader.kit.settings import Limits, read_settings


@pytest.fixture
def settings(tmp_path):
    """A function that reads settings from a text."""

    def read(text):
        path = tmp_path / "pyproject.toml"
        path.write_text(text)
        return read_settings(path)

    return read


def test_nothing_said_means_the_usual(settings):
    """References are not shipped unless the kit says so; limits are the usual ones."""
    usual = settings("[tool.grader]\n").of("any")
    assert usual.ship_solutions is False and usual.limits == Limits() and usual.title is None


def test_an_assignment_differs_where_it_says_so(settings):
    """What is said for one assignment holds for this one; the rest is as for the kit."""
    found = settings(
        "[tool.grader]\nship_solutions = true\n[tool.grader.limits]\ntest_seconds = 9\n"
        '[tool.grader.assignments.one]\nship_solutions = false\ntitle = "Eins"\n'
    )
    assert (found.of("one").ship_solutions, found.of("one").title) == (False, "Eins")
    assert (found.of("two").ship_solutions, found.of("two").title) == (True, None)
    assert found.of("one").limits.test_seconds == found.of("two").limits.test_seconds == 9


def test_limits_of_an_assignment_leave_the_others_of_the_kit(settings):
    """Each limit that an assignment does not name is the kit's."""
    found = settings(
        "[tool.grader.limits]\ntest_seconds = 9\nmemory = 1000\n[tool.grader.assignments.one.limits]\nmemory = 2000\n"
    )
    assert (found.of("one").limits.test_seconds, found.of("one").limits.memory) == (9, 2000)
    assert (found.of("two").limits.test_seconds, found.of("two").limits.memory) == (9, 1000)


WRONG = {
    "unknown key": ("[tool.grader]\nship_solution = true\n", "unknown field `ship_solution`"),
    "wrong type": ('[tool.grader]\nship_solutions = "yes"\n', "Expected `bool`, got `str`.*ship_solutions"),
    "unknown limit": ("[tool.grader.limits]\nseconds = 4\n", "unknown field `seconds`"),
    "no TOML": ("[tool.grader\n", "cannot be read as TOML"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_settings_are_located(settings, name):
    """The message names the file and the key."""
    text, reason = WRONG[name]
    with pytest.raises(InputError, match=f"pyproject.toml.*{reason}"):
        settings(text)
