"""A course folder of the version before works on: its pages can be made, its class is graded again without an error."""

import json

import pytest
from small_kit import ANSWER, make_kit, write_notebook
from typer.testing import CliRunner

from grader.cli import app
from grader.course.classwork import Classwork
from grader.examine.pool import Examiners
from grader.gradebook.release import release
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at
from grader.layout import Course

CONFIGURATION = """from grader.nbgrader_course import configure

configure(get_config(), root=".")
"""
OF_TEST = ("id", "title", "outcome", "score", "max_score", "message", "mistake")


def as_schema_1(report):
    """A report as the version before wrote it."""
    parts = [
        {key: value for key, value in part.items() if key not in ("tests", "reason")}
        | {"tests": [{name: test[name] for name in OF_TEST} for test in part["tests"]]}
        for part in report["parts"]
    ]
    new = ("unreadable", "notice_kinds", "hand_in", "fingerprints")
    return {key: value for key, value in report.items() if key not in new} | {"schema": 1, "parts": parts}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit from which it was released."""
    return make_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture
def course(kit, tmp_path):
    """A graded course that looks as the version before left it: other settings, other reports, no record of a kit."""
    course = Course(tmp_path / "course")
    words = Assignment.load(kit_at(kit), "words")
    release(words, course)
    write_notebook(course.submitted("words", "right"), ANSWER)
    write_notebook(course.submitted("words", "wrong"), ANSWER.replace("t + t", "t * t"))
    write_notebook(course.submitted("words", "damaged")).write_text("{")
    with Examiners(words) as examiners:
        Classwork(words, course).grade(["right", "wrong", "damaged"], examiners.grade, map)
    for path in course.root.glob("autograded/*/words/report.json"):
        path.write_text(json.dumps(as_schema_1(json.loads(path.read_text()))))
    (course.root / "kit.json").unlink()
    (course.root / "nbgrader_config.py").write_text(CONFIGURATION)
    return course


@pytest.mark.parametrize("command", ["report", "feedback"])
def test_pages_are_made_of_older_reports(course, kit, command):
    """Points, reasons and the reason of a damaged file are there as they were."""
    result = CliRunner().invoke(app, [command, "words", "--course", str(course.root), "--kit", str(kit)])
    assert result.exit_code == 0, result.output
    reports = {report.student: report for report in course.reports("words")}
    assert {name: report.score for name, report in reports.items()} == {"right": 4, "wrong": 2, "damaged": 0}
    assert reports["damaged"].unreadable.startswith("the file is not valid JSON")
    assert "not valid JSON" in course.feedback("words", "damaged").read_text()
    assert "Twice, and one more." in course.feedback("words", "wrong").read_text()


def test_class_is_graded_again_and_then_current(course, kit):
    """The reason is told; the second time nothing is left to do."""
    command = ["grade", "words", "--course", str(course.root), "--kit", str(kit)]
    first, second = (CliRunner().invoke(app, command) for _ in range(2))
    assert first.exit_code == second.exit_code == 0, first.output
    assert "Graded again because of what changed: the version of the grader that made the report (3)" in first.output
    assert "3 unchanged" in second.output
    assert json.loads(course.report("words", "right").read_text())["schema"] == 2
