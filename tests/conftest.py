"""What several files share: a way to ask a submission in a box, which is each file's own, and an empty course."""

import numpy
import pytest

from grader.box.session import Program, Session
from grader.examine.student import Student
from grader.layout import Course


@pytest.fixture
def answer(box):
    """A function that runs cells in a fresh session and returns what `f(*args)` returns."""
    sessions = []

    def ask(*cells, args=(), lent=None):
        session = Session(box, Program(tuple(enumerate(cells, start=1)), ("f",)))
        sessions.append(session)
        student = Student(session, lent or {}, numpy.random.default_rng(0), box.limits.test_seconds)
        try:
            return student.call("f", *args)
        finally:
            student.close()

    yield ask
    for session in sessions:
        session.close()


@pytest.fixture
def course(tmp_path):
    """A course with nothing handed in."""
    (tmp_path / "course" / "release").mkdir(parents=True)
    return Course(tmp_path / "course")
