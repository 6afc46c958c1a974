"""Records: a report keeps its facts apart, and is the same after it was written down."""

import json

import pytest
from render_samples import CLASS, HOSTILE

from grader.records import Notice, PartResult, Provenance, Report, TestResult, shared_reason

FAILED = TestResult(
    "t", "It doubles", "wrong", 0, 2, "expected 4, not 5", "adds-one", "It adds one.", "4", "5", "Think of 2.", 0.25
)


@pytest.mark.parametrize("report", [*CLASS, *HOSTILE], ids=lambda report: report.student[:10])
def test_report_survives_its_file(report):
    """What is read is what was written."""
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report


def test_facts_of_a_test_are_apart():
    """Reason, expected, got, hint and the words of the mistake have keys of their own; the message has all of them."""
    plain = Report("a", "s", "graded", (PartResult("p", "P", True, (FAILED,)),)).to_dict()["parts"][0]["tests"][0]
    facts = ("reason", "expected", "got", "hint", "mistake_words", "mistake", "seconds")
    assert {key: plain[key] for key in facts} == {
        "reason": "expected 4, not 5", "expected": "4", "got": "5", "hint": "Think of 2.",
        "mistake_words": "It adds one.", "mistake": "adds-one", "seconds": 0.25,
    }  # fmt: skip
    assert plain["message"] == "expected 4, not 5\nThink of 2.\nIt adds one."


def test_shared_reason_is_kept_once_and_told_everywhere():
    """A reason of a whole part, or of an unreadable file, is one fact; each test's message still has it."""
    skipped = tuple(TestResult(name, name, "skipped", 0, 1) for name in "ab")
    part = Report("a", "s", "graded", (PartResult("p", "P", False, skipped, "not started"),)).to_dict()["parts"][0]
    assert part["reason"] == "not started"
    assert [(test["reason"], test["message"]) for test in part["tests"]] == [("", "not started")] * 2
    damaged = Report(
        "a", "s", "unreadable", (PartResult("p", "P", False, skipped),), unreadable="it is empty"
    ).to_dict()
    assert damaged["unreadable"] == damaged["parts"][0]["tests"][0]["message"] == "it is empty"


def test_reason_is_shared_by_all_or_none():
    """One test alone shares nothing; neither do two that differ."""
    a, b = (TestResult(name, name, "crashed", 0, 1, "no function") for name in "ab")
    assert shared_reason([a, b]) == "no function"
    assert shared_reason([a]) == shared_reason([a, FAILED]) == ""


def test_notices_have_kinds_and_hand_ins_a_history():
    """The texts are a list of strings, as ever; the kinds are beside them."""
    report = Report(
        "a",
        "s",
        "graded",
        (),
        (Notice("late", "too late"),),
        hand_in=Provenance("2026-01-01", "Canvas", "x.ipynb", True),
    )
    plain = report.to_dict()
    assert (plain["notices"], plain["notice_kinds"]) == (["too late"], ["late"])
    assert plain["hand_in"] == {"at": "2026-01-01", "layout": "Canvas", "file": "x.ipynb", "late": True}


def test_other_schemas_are_refused():
    """A report of a later version is no guess."""
    with pytest.raises(ValueError, match="schema 9; this grader reads 2"):
        Report.from_dict({"schema": 9})
