"""The frozen records that flow through the grader: a Submission goes in, a Report comes out.

Nothing here computes; every other module imports from here and never the other way round. A record keeps facts apart;
how they are told is the business of the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Outcome = Literal["passed", "wrong", "crashed", "timeout", "missing", "skipped", "fault"]
Status = Literal["graded", "unreadable", "fault"]
NoticeKind = Literal[
    "tampering",  # a cell that is the instructor's was changed
    "lost metadata",
    "wrong notebook",
    "late",
    "missing library",
    "left-out statement",
    "padded evidence",
    "hand-in",  # what was odd about the files
    "grader",  # what went wrong on our side
    "other",  # of a report of an older version
]

SCHEMA = 2


@dataclass(frozen=True)
class Cell:
    """One code cell of a submission. `number` counts all cells from 1, as an error message names it."""

    number: int
    source: str
    grade_id: str | None = None


@dataclass(frozen=True)
class Notice:
    """Something that the instructor may want to know about a submission."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment: the code cells, in the order of the file."""

    assignment: str
    student: str
    cells: tuple[Cell, ...] = ()
    notices: tuple[Notice, ...] = ()
    unreadable: str = ""  # why the file could not be read, if it could not


@dataclass(frozen=True, slots=True)
class TestResult:
    """The verdict on one hidden test, and what it rests on."""

    __test__ = False  # pytest: a record, not a test class

    id: str
    title: str
    outcome: Outcome
    score: float
    max_score: float
    reason: str = ""  # why it did not pass
    mistake: str | None = None  # the name of the mistake that explains it
    mistake_words: str = ""  # what that mistake does, and where to look
    expected: str = ""
    got: str = ""
    hint: str = ""  # what the test's author says to who fails it
    seconds: float = 0.0

    @property
    def message(self) -> str:
        """All that there is to say about it, in one text."""
        return "\n".join(filter(None, (self.reason, self.hint, self.mistake_words)))


@dataclass(frozen=True, slots=True)
class PartResult:
    """All hidden tests of one answer cell."""

    id: str
    title: str
    attempted: bool
    tests: tuple[TestResult, ...]
    reason: str = ""  # the one reason that all its tests share, if they do

    @property
    def score(self) -> float:
        return sum(test.score for test in self.tests)

    @property
    def max_score(self) -> float:
        return sum(test.max_score for test in self.tests)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of how a submission was handed in."""

    at: str | None = None  # the time that nbgrader's timestamp.txt says
    layout: str | None = None  # what `collect` read the files as
    file: str | None = None  # the name that the student gave the notebook
    late: bool | None = None  # the LMS marked it as late


@dataclass(frozen=True)
class Report:
    """The grade of one submission, as `report.json` holds it."""

    assignment: str
    student: str
    status: Status
    parts: tuple[PartResult, ...]
    notices: tuple[Notice, ...] = ()
    isolation: str = "none"
    seconds: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)
    unreadable: str = ""  # why the file could not be read, if it could not
    hand_in: Provenance = Provenance()
    fingerprints: dict[str, str] = field(default_factory=dict)  # of all that the grade depends on

    @property
    def score(self) -> float | None:
        """Points in total; None after a fault of ours, which a person has to look at."""
        return None if self.status == "fault" else sum(part.score for part in self.parts)

    @property
    def max_score(self) -> float:
        return sum(part.max_score for part in self.parts)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: report.json beside the autograded notebook, and what `grader check --json` prints."""
        return {
            "schema": SCHEMA,
            "assignment": self.assignment,
            "student": self.student,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "unreadable": self.unreadable,
            "parts": [_plain_part(part, self.unreadable) for part in self.parts],
            "notices": [notice.text for notice in self.notices],
            "notice_kinds": [notice.kind for notice in self.notices],
            "hand_in": {name: getattr(self.hand_in, name) for name in _OF_HAND_IN},
            "isolation": self.isolation,
            "seconds": round(self.seconds, 3),
            "versions": dict(self.versions),
            "fingerprints": dict(self.fingerprints),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Report:
        """The report that `to_dict` wrote, now or in the version before. Raises ValueError for another schema."""
        if data.get("schema") == 1:
            data = _from_schema_1(data)
        if data.get("schema") != SCHEMA:
            raise ValueError(f"report.json has schema {data.get('schema')!r}; this grader reads {SCHEMA}")
        return cls(
            assignment=data["assignment"],
            student=data["student"],
            status=data["status"],
            parts=tuple(map(_part_from, data["parts"])),
            notices=tuple(map(Notice, data["notice_kinds"], data["notices"])),
            isolation=data["isolation"],
            seconds=data["seconds"],
            versions=data["versions"],
            unreadable=data["unreadable"],
            hand_in=Provenance(**data["hand_in"]),
            fingerprints=data["fingerprints"],
        )


_OF_TEST = [each.name for each in fields(TestResult)]
_OF_HAND_IN = [each.name for each in fields(Provenance)]


def shared_reason(tests: Iterable[TestResult]) -> str:
    """The one reason that these tests have in common; "" if they differ, or if there is only one of them."""
    reasons = [test.reason for test in tests]
    return reasons[0] if len(reasons) > 1 and len(set(reasons)) == 1 else ""


def _plain_part(part: PartResult, unreadable: str) -> dict[str, Any]:
    return {
        "id": part.id,
        "title": part.title,
        "score": part.score,
        "max_score": part.max_score,
        "attempted": part.attempted,
        "reason": part.reason,
        "tests": [_plain_test(test) | {"message": test.message or part.reason or unreadable} for test in part.tests],
    }


def _plain_test(test: TestResult) -> dict[str, Any]:
    return {name: getattr(test, name) for name in _OF_TEST}


def _part_from(data: dict[str, Any]) -> PartResult:
    """The result of one part; what is the same in thousands of reports is kept once."""
    tests = tuple(TestResult(**{name: _kept_once(test[name]) for name in _OF_TEST}) for test in data["tests"])
    return PartResult(sys.intern(data["id"]), sys.intern(data["title"]), data["attempted"], tests, data["reason"])


def _kept_once(value: Any) -> Any:
    return sys.intern(value) if type(value) is str else value


def _from_schema_1(data: dict[str, Any]) -> dict[str, Any]:
    """A report of the version before, in which all reasons were part of one message."""
    facts = {"mistake_words": "", "expected": "", "got": "", "hint": "", "seconds": 0.0}
    parts = []
    for part in data["parts"]:
        tests = [{**test, "reason": test["message"], **facts} for test in part["tests"]]
        parts.append({**part, "tests": tests, "reason": ""})
    messages = [test["message"] for part in data["parts"] for test in part["tests"]]
    return {
        **data,
        "schema": SCHEMA,
        "parts": parts,
        "notice_kinds": ["other"] * len(data["notices"]),
        "unreadable": next(filter(None, messages), "") if data["status"] == "unreadable" else "",
        "hand_in": {},
        "fingerprints": {},
    }


CollectedAs = Literal["new", "unchanged", "replaced", "missing"]


@dataclass(frozen=True)
class Collected:
    """What became of the files that one student handed in."""

    student: str
    outcome: CollectedAs
    notices: tuple[str, ...] = ()
    file: str | None = None  # the name that the student gave the notebook
    late: bool | None = None  # the LMS marked it as late


@dataclass(frozen=True)
class Collection:
    """What was collected: how it was laid out, the students in it, and the files that belong to nobody."""

    layout: str
    students: tuple[Collected, ...]
    left: tuple[str, ...]
