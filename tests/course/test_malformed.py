"""A class with broken and hostile files: each is graded or has a reason, and everybody else is graded as ever."""

import json
import os

import pytest
from courses import RBM, grade, hand_in

from grader.gradebook.release import release
from grader.layout import Course


def _notebook(cells, **more):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more})


def _code(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **more}


DAMAGED = {  # the file, and a word of the reason
    "empty": ("", "empty"),
    "cut": (_notebook([_code("x = 1")])[:-9], "cut off"),
    "other-format": (_notebook([], nbformat=99), "format 99"),
    "no-text": (b"\xff\x00\xfe" * 100, "not text"),
    "many-cells": (_notebook([_code("x = 1")] * 6000), "6000 cells"),
    "long-source": (_notebook([_code("x = 1\n" * 10**6)]), "2 MiB"),
    "deep": ("[" * 10**5 + "]" * 10**5, "nested"),
}
READABLE = {
    "nothing": _notebook([]),
    "half-characters": '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = \'\\ud800\'\\u0000"}]}',
    "no-python": _notebook([_code("def sigm(:"), _code("%%bash\nrm -rf /"), _code("!" * 1000), _code("(" * 5000)]),
    "odd-cells": _notebook([None, 3, [], {"cell_type": "code"}, _code(5), _code(["a", 3]), _code("x", metadata=[1])]),
    "same-ids": _notebook([_code("x = 1", id="a")] * 5),
    "active": _notebook([_code("1 / 0", outputs=[{"output_type": "display_data", "data": {"text/html": "<script>"}}])]),
    "long-names": _notebook([_code(f"{'x' * 10**5} = 1\ndef {'y' * 10**5}(): pass")]),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The class, graded together with one who has done everything right."""
    course = Course(tmp_path_factory.mktemp("malformed"))
    release(RBM, course)
    secret = course.root / "secret.ipynb"
    secret.write_text(_notebook([]))
    students = ["right", "link", "pipe", "folder", "<script>alert(1)", "=2+2", "näme ' \""]
    for student in ("right", *students[4:]):
        hand_in(course, student, "plain")
    for student in students[1:4]:
        course.submitted("rbm", student).parent.mkdir(parents=True)
    course.submitted("rbm", "link").symlink_to(secret)
    os.mkfifo(course.submitted("rbm", "pipe"))
    course.submitted("rbm", "folder").mkdir()
    contents = {student: content for student, (content, _) in DAMAGED.items()} | READABLE
    for student, content in contents.items():
        path = course.submitted("rbm", student)
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return grade(course, [*students, *contents])


@pytest.mark.parametrize("student", DAMAGED)
def test_damaged_file_is_unreadable_with_a_reason(reports, student):
    """A file that is no notebook has no points, and a reason."""
    report = reports[student]
    assert (report.status, report.score) == ("unreadable", 0)
    assert DAMAGED[student][1] in report.unreadable


@pytest.mark.parametrize(("student", "reason"), [("link", "link"), ("pipe", "device"), ("folder", "folder")])
def test_what_is_no_file_is_not_followed(reports, student, reason):
    """Links, pipes and folders are refused without waiting."""
    assert reports[student].status == "unreadable"
    assert reason in reports[student].unreadable


@pytest.mark.parametrize("student", READABLE)
def test_strange_notebook_is_graded(reports, student):
    """What can be read is graded: 0 points without an answer, and no fault."""
    assert (reports[student].status, reports[student].score) == ("graded", 0)


@pytest.mark.parametrize("student", ["right", "<script>alert(1)", "=2+2", "näme ' \""])
def test_others_are_graded_as_ever(reports, student):
    """Right answers have their points, whatever the class or the student's name."""
    assert (reports[student].status, reports[student].score) == ("graded", 40)
