"""Hostile submissions through the real grader: they gain and learn nothing, and the next student is graded as ever."""

import json
from pathlib import Path

import nbformat
import pytest
from kits import load

from grader.examine.pool import Examiners
from grader.handed_in.notebook import as_submission
from grader.kit.cases import as_notebook, cases, read_case

BANKS = Path(__file__).parent.parent / "submissions"
RBM, DREAMING = load("rbm"), load("dreaming")
PLAIN = read_case(BANKS / "rbm" / "plain.py")
HOSTILE, LAZY = cases(BANKS / "rbm" / "hostile"), cases(BANKS / "dreaming" / "hostile")


def submission(case, assignment=RBM):
    """What this student hands in."""
    return as_submission(assignment, case.name, as_notebook(case, nbformat.from_dict(assignment.notebook), PLAIN))


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def examiners(request):
    """The pool that grades a class, in boxes of each kind; one submission after the other in the same box."""
    with Examiners(RBM, request.param) as examiners:
        yield examiners


@pytest.mark.parametrize("case", HOSTILE, ids=[case.name for case in HOSTILE])
def test_attack_gains_nothing_and_harms_nobody(examiners, case):
    """No points, no fault, no secret; full points for whoever comes next."""
    report = examiners.grade(submission(case))
    text = json.dumps(report.to_dict())
    assert (report.status, report.score) == ("graded", 0), text
    assert "REACHED" not in text and len(text) < 100_000
    following = examiners.grade(submission(PLAIN))
    assert (following.status, following.score) == ("graded", 40.0), following.to_dict()


def test_lazy_answers_gain_nothing_in_dreaming():
    """Zeros, noise and nothing of the right shapes are worth no points in any part."""
    with Examiners(DREAMING) as examiners:
        reports = [examiners.grade(submission(case, DREAMING)) for case in LAZY]
    assert [(report.status, report.score) for report in reports] == [("graded", 0)] * 3
