"""What the terminal shows: a table for a class, a list of tests for one notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..records import Collected, Collection, PartResult, Report
from .summary import by_student, part_titles, row
from .text import line, plain
from .words import Line, explanation, headline, part_lines, part_note, points, points_of, tone

ROWS = 100  # students in the terminal: of a larger class those at whom a person should look
STYLES = {"good": "green", "bad": "red", "warn": "yellow", "idle": "dim"}


def class_table(reports: Iterable[Report]) -> Table:
    """Students x parts with their points; the last column says what a person should look at."""
    everybody = by_student(reports)
    parts = part_titles(everybody)
    reports = everybody if len(everybody) <= ROWS else [each for each in everybody if _remarks(each)][:ROWS]
    table = Table("student", header_style="bold", caption_justify="left")
    if reports != everybody:
        table.caption = f"{len(everybody) - len(reports)} more: all are in the table of grades and on the class pages"
    for part in [*parts, "total"]:
        table.add_column(line(part), justify="right")
    table.add_column("")
    for report in reports:
        table.add_row(*_row(report, parts))
    return table


def check_lines(report: Report) -> Group:
    """One notebook for its author: each part and test, right or wrong, with the reason and hint."""
    title = Text(line(report.assignment), "bold")
    title.append(f"  {points_of(report.score, report.max_score)}  ").append(headline(report), "bold")
    blocks: list[RenderableType] = [title]
    if report.status != "graded":
        return Group(title, _indented(explanation(report), 2, "warn"))
    for part in report.parts:
        blocks += [Text(), *_part(part)]
    return Group(*blocks)


def collected_lines(collection: Collection) -> Group:
    """How many of each outcome, and a line for each student and file that a person should know about."""
    students, left = collection.students, collection.left
    counts = Counter(student.outcome for student in students)
    words = [f"{counts[name]} {name}" for name in ("new", "replaced", "unchanged") if counts[name]]
    lines = [Text(f"Read as {collection.layout}: {len(students)} students.")]
    lines.append(Text(f"Notebooks: {', '.join(words) or 'none'}."))
    lines += [_remark(student, "; ".join(student.notices), "warn") for student in students if _is_odd(student)]
    if counts["missing"]:
        lines.append(Text(f"Without a notebook (unreadable, unless you put one there): {counts['missing']}."))
        lines += [_remark(each, "; ".join(each.notices), "bad") for each in students if each.outcome == "missing"]
    if left:
        lines.append(Text(f"Files that are nobody's, left alone: {len(left)}."))
        lines += [Text(f"  {line(name)}") for name in [*left[:10], *(["..."] if left[10:] else [])]]
    return Group(*lines)


def _is_odd(student: Collected) -> bool:
    return student.outcome == "replaced" or student.outcome != "missing" and bool(student.notices)


def _remark(student: Collected, words: str, look: str) -> Text:
    return Text(f"  {line(student.student, 40)}: ", STYLES[look]).append(line(words or student.outcome, 300), "default")


def _row(report: Report, ids: Iterable[str]) -> list[Text]:
    total = Text("–" if report.score is None else points(report.score), "bold")
    cells = [_cell(part) for part in row(report, ids)]
    return [Text(line(report.student, 40)), *cells, total, Text(", ".join(_remarks(report)), STYLES["warn"])]


def _remarks(report: Report) -> list[str]:
    remarks: list[str] = [report.status] if report.status != "graded" else []
    if report.notices:
        remarks.append(f"{len(report.notices)} notice{'s' * (len(report.notices) > 1)}")
    return remarks


def _cell(part: PartResult | None) -> Text:
    return Text(points(part.score), STYLES[tone(part)]) if part else Text("–", STYLES["idle"])


def _part(part: PartResult) -> list[RenderableType]:
    title = Text(line(part.id), f"bold {STYLES[tone(part)]}")
    title.append(f"  {points_of(part.score, part.max_score)}  {line(part.title)}", "not bold")
    note = [_indented(part_note(part), 2, "idle")] if part_note(part) else []
    return [title, *note, *(block for shown in part_lines(part) for block in _test(shown))]


def _test(shown: Line) -> list[RenderableType]:
    test, look = shown.test, shown.look
    text = Text(f"  {look.symbol} ", STYLES[look.tone]).append(line(test.title), "default")
    if test.outcome != "passed":
        text.append(f"  {look.words}, {points_of(test.score, test.max_score)}")
    return [text, *([_indented(shown.reason, 6)] if shown.reason else [])]


def _indented(text: str, left: int, look: str = "") -> Padding:
    return Padding(Text(plain(text), STYLES.get(look, "")), (0, 0, 0, left))
