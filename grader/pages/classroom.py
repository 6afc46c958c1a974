"""What an instructor sees of a whole class: an index with the summary, and tables of students x parts."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from ..records import Report
from .page import fill
from .summary import by_student, histogram, part_summaries, part_titles, row, scores

ROWS = 250  # students on one page: a browser shows it at once, also on a phone
LEVELS = 5  # shades of a score, besides none at 0
CONCERNED = 20  # students listed on the index; the tables have them all


def feedback_link(report: Report) -> str:
    """The relative address of the student's page: `<student>.html`, beside the class page."""
    return f"./{quote(report.student, safe='', errors='replace')}.html"


def class_pages(
    reports: Iterable[Report], title: str, link: Callable[[Report], str] = feedback_link, rows: int = ROWS
) -> dict[str, str]:
    """File names to HTML pages: `index.html`, for a large class also `students-1.html` and so on."""
    reports = by_student(reports)
    chunks = _chunks(reports, rows)
    shared = {"title": title, "parts": part_titles(reports), "row": row, "link": link, "level": level}
    shared["attention"] = attention
    shared["pages"] = [(name, chunk[0].student, chunk[-1].student) for name, chunk in chunks.items()]
    pages = {"index.html": _index(reports, shared)}
    for name, chunk in chunks.items():
        pages[name] = fill("class_table.html", reports=chunk, name=name, **shared)
    return pages


def level(score: float | None, max_score: float) -> int:
    """The shade of a score: 0 for none, LEVELS for all points, never fuller than the score."""
    return 0 if score is None or max_score <= 0 else int(LEVELS * score / max_score + 1e-9)


def attention(report: Report) -> list[str]:
    """What a person should know about this report: why it was not graded, then the notices."""
    faults = [test.reason for part in report.parts for test in part.tests if test.outcome == "fault"]
    reasons = [report.unreadable, *faults, *(notice.text for notice in report.notices)]
    return list(dict.fromkeys(filter(None, reasons)))


def _chunks(reports: list[Report], rows: int) -> dict[str, list[Report]]:
    # A class that fits on one page has its table on the index.
    if len(reports) <= rows:
        return {}
    starts = enumerate(range(0, len(reports), rows), 1)
    return {f"students-{number}.html": reports[start : start + rows] for number, start in starts}


def _index(reports: list[Report], shared: dict[str, Any]) -> str:
    standing = scores(reports)
    concerned = [report for report in reports if report.status != "graded" or attention(report)]
    concerned.sort(key=lambda report: report.status == "graded")  # no grade: first
    return fill(
        "class.html",
        reports=reports,
        status=Counter(report.status for report in reports),
        isolation=Counter(report.isolation for report in reports if report.status == "graded"),
        full=sum(report.score == report.max_score > 0 for report in reports),
        max_score=max((report.max_score for report in reports), default=0),
        mean=statistics.fmean(standing) if standing else None,
        median=statistics.median(standing) if standing else None,
        bins=histogram(reports),
        summaries=part_summaries(reports),
        concerned=concerned[:CONCERNED],
        unseen=len(concerned) - len(concerned[:CONCERNED]),
        **shared,
    )
