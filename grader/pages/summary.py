"""What a class did, in numbers: order, parts, distribution of scores, frequent mistakes."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records import PartResult, Report


@dataclass(frozen=True)
class PartSummary:
    """One part over the whole class; `mistakes` and `failed` are (what, students), most frequent first."""

    id: str
    title: str
    max_score: float
    mean: float
    students: int
    attempted: int
    full: int
    mistakes: list[tuple[str, int]]
    failed: list[tuple[str, int]]


def by_student(reports: Iterable[Report]) -> list[Report]:
    """The reports in the order of the students' names, s2 before s10."""

    def key(report: Report) -> str:
        return re.sub(r"\d+", lambda number: number[0].zfill(20), report.student)

    return sorted(reports, key=key)


def part_titles(reports: Iterable[Report]) -> dict[str, str]:
    """Part ids to titles, in the order of the assignment; a report without parts adds none."""
    return {part.id: part.title for report in reports for part in report.parts}


def row(report: Report, ids: Iterable[str]) -> list[PartResult | None]:
    """The parts of one student in this order; None where nothing was graded or started."""
    parts = {part.id: part for part in report.parts if part.attempted and report.status == "graded"}
    return [parts.get(id) for id in ids]


def scores(reports: Iterable[Report]) -> list[float]:
    """The scores that stand; a fault has none yet."""
    return [report.score for report in reports if report.score is not None]


def histogram(reports: Iterable[Report], bins: int = 10) -> list[int]:
    """The number of students in each tenth of the full score; full marks count in the last one."""
    counts = [0] * bins
    for report in reports:
        if report.score is not None and report.max_score > 0:
            counts[min(int(bins * report.score / report.max_score + 1e-9), bins - 1)] += 1
    return counts


def part_summaries(reports: Sequence[Report]) -> list[PartSummary]:
    """One summary for each part, over the reports that were graded."""
    graded = [report for report in reports if report.status == "graded"]
    found: dict[str, list[PartResult]] = {}
    for part in (part for report in graded for part in report.parts):
        found.setdefault(part.id, []).append(part)
    return [_summary(parts) for parts in found.values()]


def _summary(parts: list[PartResult]) -> PartSummary:
    return PartSummary(
        id=parts[0].id,
        title=parts[0].title,
        max_score=max(part.max_score for part in parts),
        mean=statistics.fmean(part.score for part in parts),
        students=len(parts),
        attempted=sum(part.attempted for part in parts),
        full=sum(part.score >= part.max_score for part in parts),
        mistakes=_most_common({test.mistake for test in part.tests if test.mistake} for part in parts),
        failed=_most_common(_short_of_points(part) for part in parts if part.attempted),
    )


def _short_of_points(part: PartResult) -> set[str]:
    return {test.title for test in part.tests if test.score < test.max_score}


def _most_common(found: Iterable[set[str]], count: int = 5) -> list[tuple[str, int]]:
    # A set for each student: two tests that meet the same mistake are one student who made it.
    counts = Counter(name for names in found for name in names)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]
