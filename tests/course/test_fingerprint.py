"""What a grade depends on, component by component: nothing else has a class graded again."""

import shutil
from dataclasses import replace

import pytest
from small_kit import ANSWER, make_kit, write_notebook

from grader.course import fingerprint
from grader.course.classwork import Classwork
from grader.examine.pool import Examiners
from grader.gradebook.release import release
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at
from grader.layout import Course


@pytest.fixture
def kit(tmp_path):
    """A small kit, to be changed."""
    return make_kit(tmp_path / "kit")


def of(kit):
    """The fingerprints as a new process would take them."""
    fingerprint.of_assignment.cache_clear()
    return fingerprint.of_assignment(Assignment.load(kit_at(kit), "words"))


CHANGES = {
    "tests/hidden/words/test_words.py": ["the hidden tests"],
    "tests/hidden/words/oracle.py": ["the hidden tests"],
    "solutions/words.py": ["the references"],
    "notebooks/words/data/words.csv": ["the notebook or its data"],
    "notebooks/data/shared.csv": ["the notebook or its data"],
    "pyproject.toml": ["the settings"],
    # What is of no assignment, or of another one:
    "notebooks/data/other.csv": [],
    "solutions/other.py": [],
    "tests/hidden/other/test_x.py": [],
    "tests/submissions/words/plain.py": [],
    "README.md": [],
}
ADDED = {"pyproject.toml": "[tool.grader.limits]\ntest_seconds = 9\n"}


@pytest.mark.parametrize("file", CHANGES)
def test_changed_file_changes_its_component_only(kit, file):
    """Each file of a kit belongs to one component, or to none."""
    before = of(kit)
    (kit / file).parent.mkdir(parents=True, exist_ok=True)
    with open(kit / file, "a") as opened:
        opened.write(ADDED.get(file, "# changed\n"))
    assert fingerprint.changed(before, of(kit)) == CHANGES[file]


def test_comment_in_the_settings_changes_nothing(kit):
    """What counts is what they say."""
    before = of(kit)
    with open(kit / "pyproject.toml", "a") as opened:
        opened.write("# a comment\n")
    assert fingerprint.changed(before, of(kit)) == []


ROOMS = {
    "examine/examination.py": ["the grader"],
    "box/inside/wire.py": ["the grader"],
    "testing/checks.py": ["the grader"],
    "kit/assignment.py": ["the grader"],
    "handed_in/notebook.py": ["the grader"],
    # What shows, stores or collects grades, and decides none:
    "pages/templates/feedback.html": [],
    "pages/words.py": [],
    "doctor/doctor.py": [],
    "lms/export.py": [],
    "gradebook/gradebook.py": [],
    "handed_in/collect.py": [],
    "course/classwork.py": [],
    "cli.py": [],
}


@pytest.mark.parametrize("file", ROOMS)
def test_only_what_examines_counts_of_the_grader(kit, tmp_path, monkeypatch, file):
    """A changed page template or a comment elsewhere has nobody graded again."""
    copy = tmp_path / "grader"
    shutil.copytree(fingerprint._GRADER, copy, ignore=shutil.ignore_patterns("__pycache__", "_kit"))
    monkeypatch.setattr(fingerprint, "_GRADER", copy)
    before = of(kit)
    with open(copy / file, "a") as opened:
        opened.write("# changed\n")
    assert fingerprint.changed(before, of(kit)) == ROOMS[file]


def test_regrade_says_what_changed(kit, tmp_path):
    """A class is graded again because of what changed, and only then."""
    course = Course(tmp_path / "course")
    words = Assignment.load(kit_at(kit), "words")
    release(words, course)
    for student in ("a", "b"):
        write_notebook(course.submitted("words", student), ANSWER)

    def grading():
        of(kit)
        work = Classwork(words, course)
        with Examiners(words) as examiners:
            return work.grade(["a", "b"], examiners.grade, map)

    assert grading().unchanged == 0
    assert grading().unchanged == 2
    with open(kit / "solutions" / "words.py", "a") as opened:
        opened.write("# changed\n")
    write_notebook(course.submitted("words", "b"), ANSWER + "\n")
    second = grading()
    assert second.unchanged == 0 and dict(second.changes) == {"the references": 2, "the submission": 1}
    assert replace(course.read_report("words", "a")).score == 4
