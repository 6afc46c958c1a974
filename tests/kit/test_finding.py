"""Which kit a command uses: a kit is code that runs outside the box, so none is picked up unseen."""

import json

import pytest
from small_kit import make_kit, write_notebook
from typer.testing import CliRunner

from grader.cli import app
from grader.errors import InputError
from grader.kit.finding import find_kit, record_kit
from grader.kit.kit import carried, kit_at


@pytest.fixture
def kit(tmp_path):
    """A kit of another course."""
    return make_kit(tmp_path / "kit")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A current folder in which there is nothing."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_without_any_kit_it_is_the_carried_one(elsewhere):
    """In an empty folder the kit is the one that came with the grader."""
    found = find_kit(course=elsewhere / "course")
    assert found.kit == carried() and not found.by_search


def test_nearest_kit_above_the_current_folder_is_found(kit, monkeypatch):
    """From anywhere within a kit it is this one, and known as found by search."""
    monkeypatch.chdir(kit / "notebooks" / "words")
    found = find_kit()
    assert found.kit.root == kit and found.by_search


def test_named_kit_wins_over_the_current_folder(kit, tmp_path, monkeypatch):
    """`--kit` is taken, wherever the command is given."""
    other = make_kit(tmp_path / "other")
    monkeypatch.chdir(kit)
    assert find_kit(wanted=other).kit.root == other


def test_course_remembers_its_kit(kit, elsewhere):
    """What was released into a course folder decides for all later commands."""
    record_kit(elsewhere, kit_at(kit))
    found = find_kit(course=elsewhere)
    assert found.kit.root == kit and not found.by_search


def test_course_and_kit_can_be_moved_together(kit, tmp_path):
    """The record is relative: a kit with its course folder in it works in its new place."""
    (kit / "course").mkdir()
    record_kit(kit / "course", kit_at(kit))
    moved = kit.rename(tmp_path / "moved")
    assert find_kit(course=moved / "course").kit.root == moved


def test_course_of_another_kit_is_refused(kit, elsewhere, tmp_path):
    """Both kits are named, and what to do."""
    record_kit(elsewhere, kit_at(kit))
    with pytest.raises(InputError, match=r"belongs to the kit .*kit, and --kit names .*other.*grader release"):
        find_kit(wanted=make_kit(tmp_path / "other"), course=elsewhere)


def test_kit_that_is_gone_is_named(kit, elsewhere):
    """A kit that was moved away is no reason to take another one."""
    record_kit(elsewhere, kit_at(kit))
    (kit / "pyproject.toml").unlink()
    with pytest.raises(InputError, match="not there any more.*grader release ASSIGNMENT --kit DIR"):
        find_kit(course=elsewhere)


def test_damaged_record_is_told(elsewhere):
    """A record that cannot be read says what to do."""
    (elsewhere / "kit.json").write_text("{")
    with pytest.raises(InputError, match="kit.json is damaged; release again"):
        find_kit(course=elsewhere)


def test_folder_that_is_no_kit_is_refused(elsewhere):
    """`--kit` of something else says what was expected."""
    with pytest.raises(InputError, match=r"is no kit: expected .*pyproject.toml with a table \[tool.grader\]"):
        find_kit(wanted=elsewhere)


@pytest.mark.parametrize("place", ["submitted/mallory/rbm", "course/submitted/mallory/rbm/deep"])
def test_submission_shaped_like_a_kit_is_none(tmp_path, monkeypatch, place):
    """What lies in `submitted/` is never taken for a kit, whatever folder the command is given in."""
    hand_in = make_kit(tmp_path / place)
    monkeypatch.chdir(hand_in / "notebooks" / "words")
    assert find_kit().kit == carried()


def test_kit_beside_the_notebook_that_is_checked_is_none(tmp_path, monkeypatch):
    """A hand-in that brings a kit along is checked with another one."""
    hand_in = make_kit(tmp_path / "mail")
    notebook = write_notebook(hand_in / "words.ipynb")
    monkeypatch.chdir(hand_in)
    assert find_kit(notebook=notebook).kit == carried()
    assert find_kit(notebook=tmp_path / "own" / "words.ipynb").kit.root == hand_in  # it is another's notebook


def test_no_code_of_a_hand_in_runs_outside_the_box(tmp_path, monkeypatch):
    """`check` in a folder that someone sent does not run the tests in there."""
    hand_in = make_kit(tmp_path / "submitted" / "mallory")
    trap = "open('trap', 'w').write('ran')\n"
    for name in ("solutions/words.py", "tests/hidden/words/test_words.py", "tests/hidden/__init__.py"):
        (hand_in / name).write_text(trap)
    notebook = write_notebook(hand_in / "words.ipynb")
    monkeypatch.chdir(hand_in)
    result = CliRunner().invoke(app, ["check", str(notebook), "--assignment", "words"])
    assert isinstance(result.exception, InputError) and "no assignment `words`" in str(result.exception)
    assert not list(tmp_path.rglob("trap"))


def test_kit_found_by_search_is_named_first(kit, tmp_path, monkeypatch):
    """Before anything else is said, the user reads which kit it is."""
    monkeypatch.chdir(kit)
    notebook = write_notebook(tmp_path / "words.ipynb")
    result = CliRunner().invoke(app, ["check", str(notebook), "--json"])
    assert result.stderr.startswith("Kit: . (found from the current folder")
    assert json.loads(result.stdout)["assignment"] == "words"
