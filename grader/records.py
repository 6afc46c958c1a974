"""The frozen records that flow through the grader: a Submission goes in, a Report comes out.

Nothing here computes; every other module imports from here and never the other way round.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Outcome = Literal["passed", "wrong", "crashed", "timeout", "missing", "skipped", "fault"]
Status = Literal["graded", "unreadable", "fault"]

SCHEMA = 1


@dataclass(frozen=True)
class Cell:
    """One code cell of a submission. `number` counts all cells from 1, as an error message names it."""

    number: int
    source: str
    grade_id: str | None = None


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment: the code cells, in the order of the file."""

    assignment: str
    student: str
    cells: tuple[Cell, ...] = ()
    notices: tuple[str, ...] = ()
    unreadable: str | None = None  # why the file could not be read, if it could not


@dataclass(frozen=True, slots=True)
class TestResult:
    """The verdict on one hidden test."""

    __test__ = False  # pytest: a record, not a test class

    id: str
    title: str
    outcome: Outcome
    score: float
    max_score: float
    message: str = ""
    mistake: str | None = None


_OF_TEST = [each.name for each in fields(TestResult)]


@dataclass(frozen=True, slots=True)
class PartResult:
    """All hidden tests of one answer cell."""

    id: str
    title: str
    attempted: bool
    tests: tuple[TestResult, ...]

    @property
    def score(self) -> float:
        return sum(test.score for test in self.tests)

    @property
    def max_score(self) -> float:
        return sum(test.max_score for test in self.tests)


@dataclass(frozen=True)
class Report:
    """The grade of one submission, as `report.json` holds it."""

    assignment: str
    student: str
    status: Status
    parts: tuple[PartResult, ...]
    notices: tuple[str, ...] = ()
    isolation: str = "none"
    seconds: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)
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
        parts = [
            {
                "id": part.id,
                "title": part.title,
                "score": part.score,
                "max_score": part.max_score,
                "attempted": part.attempted,
                "tests": [{name: getattr(test, name) for name in _OF_TEST} for test in part.tests],
            }
            for part in self.parts
        ]
        return {
            "schema": SCHEMA,
            "assignment": self.assignment,
            "student": self.student,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "parts": parts,
            "notices": list(self.notices),
            "isolation": self.isolation,
            "seconds": round(self.seconds, 3),
            "versions": dict(self.versions),
            "fingerprints": dict(self.fingerprints),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Report:
        """The report that `to_dict` wrote. Raises ValueError for another schema."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"report.json has schema {data.get('schema')!r}; this grader reads {SCHEMA}")
        parts = tuple(
            PartResult(
                id=sys.intern(part["id"]),
                title=sys.intern(part["title"]),
                attempted=part["attempted"],
                tests=tuple(_test_from(test) for test in part["tests"]),
            )
            for part in data["parts"]
        )
        return cls(
            assignment=data["assignment"],
            student=data["student"],
            status=data["status"],
            parts=parts,
            notices=tuple(data["notices"]),
            isolation=data["isolation"],
            seconds=data["seconds"],
            versions=data["versions"],
            fingerprints=data.get("fingerprints", {}),
        )


def _test_from(data: dict[str, Any]) -> TestResult:
    """The result of one test; what is the same in thousands of reports is kept once."""
    return TestResult(**{key: sys.intern(value) if type(value) is str else value for key, value in data.items()})


@dataclass(frozen=True)
class Collected:
    """What became of the files that one student handed in."""

    student: str
    outcome: Literal["new", "unchanged", "replaced", "missing"]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """What was collected: how it was laid out, the students in it, and the files that belong to nobody."""

    layout: str
    students: tuple[Collected, ...]
    left: tuple[str, ...]
