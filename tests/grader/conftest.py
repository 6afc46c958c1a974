"""What tests of a box share: a way to ask a submission. The fixture `box` is each file's own."""

import numpy
import pytest

from grader.session import Notebook, Session
from grader.student import Student


@pytest.fixture
def answer(box):
    """A function that runs cells in a fresh session and returns what `f(*args)` returns."""
    sessions = []

    def ask(*cells, args=(), lent=None):
        session = Session(box, Notebook(tuple(enumerate(cells, start=1)), ("f",)))
        sessions.append(session)
        student = Student(session, lent or {}, numpy.random.default_rng(0), box.limits.test_seconds)
        try:
            return student.call("f", *args)
        finally:
            student.close()

    yield ask
    for session in sessions:
        session.close()
