"""Hostile submissions through the real grader: they gain and learn nothing, and the next student is graded as ever."""

import json
from pathlib import Path

import nbformat
import pytest

from grader.assignment import Assignment
from grader.cases import as_notebook, cases, read_case
from grader.grading import Examiners
from grader.notebook import as_submission

BANK = Path(__file__).parent.parent / "submissions" / "rbm"
RBM = Assignment.load("rbm")
PLAIN = read_case(BANK / "plain.py")
HOSTILE = cases(BANK / "hostile")
LAZY = [case for case in HOSTILE if case.name.startswith("lazy-")]


def submission(case):
    """What this student hands in."""
    return as_submission(RBM, case.name, as_notebook(case, nbformat.from_dict(RBM.notebook), PLAIN))


def passed(report):
    """The tests that gave points."""
    return {(part.id, test.id) for part in report.parts for test in part.tests if test.score}


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def examiners(request):
    """The pool that grades a class, in boxes of each kind; one submission after the other in the same box."""
    with Examiners(RBM, request.param) as examiners:
        yield examiners


@pytest.fixture(scope="module")
def given_away(examiners):
    """The tests that answers without any work pass, such as the one that arguments are left alone."""
    return set().union(*(passed(examiners.grade(submission(case))) for case in LAZY))


@pytest.mark.parametrize("case", HOSTILE, ids=[case.name for case in HOSTILE])
def test_attack_gains_nothing_and_harms_nobody(examiners, given_away, case):
    """No test passes that no lazy answer passes, no fault, no secret; full points for whoever comes next."""
    report = examiners.grade(submission(case))
    text = json.dumps(report.to_dict())
    assert report.status == "graded", text
    assert passed(report) <= given_away
    assert "REACHED" not in text and len(text) < 100_000
    following = examiners.grade(submission(PLAIN))
    assert (following.status, following.score) == ("graded", 40.0), following.to_dict()
