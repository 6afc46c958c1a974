"""The grades of a class as a CSV table that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..records import Report
from .summary import by_student, part_titles
from .text import line

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # spreadsheets also take the wide forms


def grades_csv(reports: Iterable[Report]) -> str:
    """One row a student: student, assignment, status, score, max_score and the score of each part."""
    reports = by_student(reports)
    parts = list(part_titles(reports))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", "assignment", "status", "score", "max_score", *map(guarded, parts)])
    writer.writerows(_row(report, parts) for report in reports)
    return table.getvalue()


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet reads as a formula: an apostrophe goes in front."""
    cell = line(text)
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _row(report: Report, parts: list[str]) -> list[str]:
    # A fault has no grade yet: half of one could end up in a gradebook.
    scores = {} if report.status == "fault" else {part.id: part.score for part in report.parts}
    names = [guarded(text) for text in (report.student, report.assignment, report.status)]
    return [*names, *map(_number, (report.score, report.max_score, *map(scores.get, parts)))]


def _number(value: float | None) -> str:
    return "" if value is None else format(value, ".10g")
