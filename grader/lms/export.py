"""Grades for an LMS: its own table, as downloaded from there, comes back with this assignment's grades filled in.

Moodle's "offline grading worksheet" and Canvas's gradebook export differ in columns, languages and number formats, and
both refuse a table that is not as they made it. So nothing but grades is changed, and columns are found by what is in
them: a student's row by the number that the LMS put into the name of the hand-in, or by the student's name itself.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, Unreadable
from ..files import read_bytes, write, writing
from ..kit.assignment import Assignment
from ..layout import Course

Rows = list[list[str]]


@dataclass(frozen=True)
class Filled:
    """A table with grades filled in."""

    content: bytes
    column: str
    students: tuple[str, ...]  # with a grade in it
    without_row: tuple[str, ...]  # students with a grade, but without a row
    rows_left: int  # rows of students without a grade
    scale: tuple[float, float] | None  # our full points and the LMS's, if they differ
    of_moodle: bool


def export(
    table: Path, assignment: Assignment, course: Course, scores: Mapping[str, float], column: str | None
) -> Filled:
    """Fill the LMS's table and pack the feedback pages, both into `exports/ASSIGNMENT/`. Raises InputError."""
    try:
        filled = fill(read_bytes(table), assignment, scores, column)
    except (Unreadable, InputError) as reason:
        raise InputError(f"Cannot fill {table}: {reason}") from None
    with writing(course.root):
        write(course.exported(assignment.id) / table.name, filled.content)
        write(course.exported(assignment.id) / "feedback.zip", _feedback(assignment.id, course, filled))
    return filled


def fill(content: bytes, assignment: Assignment, scores: Mapping[str, float], column: str | None = None) -> Filled:
    """The table with `scores` (points by student) in the column of the assignment. Raises InputError."""
    mark, text = _decoded(content)
    delimiter, rows = _read(text)
    by_row, ids = _students(rows, scores)
    grades, most = _grade_column(rows, list(by_row), ids, assignment, column)
    full = sum(part.points for part in assignment.parts)
    points = _number(most)
    for row, student in by_row.items():
        grade = f"{scores[student] * (points or full) / full:.2f}".rstrip("0").rstrip(".")
        rows[row][grades] = grade.replace(".", ",") if "," in most else grade
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in text else "\n").writerows(rows)
    students = tuple(by_row.values())
    return Filled(
        content=mark + stream.getvalue().encode(),
        column=rows[0][grades],
        students=students,
        without_row=tuple(sorted(set(scores) - set(students))),
        rows_left=sum(bool(row[ids].strip()) for row in rows[1:]) - len(students),
        scale=(full, points) if points and points != full else None,
        of_moodle=any(not rows[row][ids].strip().isdigit() for row in by_row),
    )


def _decoded(content: bytes) -> tuple[bytes, str]:
    """The byte order mark, if there is one, and the text after it."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        return mark, content[len(mark) :].decode()
    except UnicodeDecodeError:
        raise InputError("it is not UTF-8; download it again, and do not save it with a spreadsheet.") from None


def _read(text: str) -> tuple[str, Rows]:
    """The delimiter and the rows, all of one width."""

    def parsed(delimiter: str) -> Rows:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]

    try:
        delimiter = max(",;\t", key=lambda each: len(parsed(each)[0]) if parsed(each) else 0)
        rows = parsed(delimiter)
    except csv.Error as error:
        raise InputError(f"it is no table that could be read ({error}).") from None
    if len(rows) < 2 or len(rows[0]) < 2:
        raise InputError("it is no table with a header and students.")
    width = max(map(len, rows))
    return delimiter, [row + [""] * (width - len(row)) for row in rows]


def _students(rows: Rows, scores: Mapping[str, float]) -> tuple[dict[int, str], int]:
    """Which row is which student's, and the column that tells: the one in which most students are found, each once."""
    by_key = {name: name for name in scores} | {
        number[1]: name for name in scores if (number := re.search(r"_(\d+)$", name))
    }
    best: dict[int, str] = {}
    place = 0
    for column in range(len(rows[0])):
        students = {row: by_key.get(_key(cells[column], by_key)) for row, cells in enumerate(rows) if row}
        found = {row: student for row, student in students.items() if student}
        if len(found) > len(best) and len(set(found.values())) == len(found):
            best, place = found, column
    if not best:
        raise InputError(
            "no row belongs to a student of this course: none has a name from `submitted/`, or the number at its end."
        )
    return best, place


def _key(cell: str, known: Mapping[str, str]) -> str:
    """The name in a cell, or its number: Moodle says "Participant 4711" in the language of the site."""
    number = re.fullmatch(r"\s*(?:\D*\s)?(\d+)\s*", cell)
    return number[1] if number and cell not in known else cell.strip()


def _grade_column(
    rows: Rows, students: list[int], ids: int, assignment: Assignment, wanted: str | None
) -> tuple[int, str]:
    """The column for the grades, and the cell with the most points that the LMS gives; empty if it does not say."""
    header = [cell.strip() for cell in rows[0]]
    possible = next((row for row in rows[1:4] if row[0].strip() == "Points Possible"), None)  # Canvas
    full = [place for place in range(ids + 2, len(header)) if _is_full(rows, students, place)]  # Moodle
    if wanted is not None:
        if wanted not in header:
            raise InputError(f"it has no column `{wanted}`; there are: {', '.join(filter(None, header))}.")
        place = header.index(wanted)
    elif full and possible is None:
        place = full[-1] - 1  # numbers that are no grades, such as telephones, stand before it
    else:
        names = (assignment.id.casefold(), assignment.title.casefold())
        fitting = [place for place, cell in enumerate(header) if re.sub(r"\s*\(\d+\)$", "", cell).casefold() in names]
        if len(fitting) != 1:
            raise InputError(
                f"{len(fitting) or 'no'} columns have the name of the assignment; "
                f"add --column with one of: {', '.join(filter(None, header))}."
            )
        place = fitting[0]
    if possible is not None:
        return place, possible[place].strip()
    return place, rows[students[0]][place + 1].strip() if place + 1 in full else ""


def _is_full(rows: Rows, students: list[int], place: int) -> bool:
    """Whether a column holds the same positive number for everybody: Moodle's "Maximum grade", right of the grade."""
    most = {rows[row][place].strip() for row in students}
    grades = {rows[row][place - 1].strip() for row in students} - {"", "-"}
    return len(most) == 1 and bool(_number(most.pop())) and None not in map(_number, grades)


def _number(cell: str) -> float | None:
    """A number as an LMS writes it, with a point or a comma."""
    return float(cell.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", cell) else None


def _feedback(assignment: str, course: Course, filled: Filled) -> bytes:
    """The students' pages in one .zip, in folders that Moodle's "Upload multiple feedback files" understands."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in filled.students:
            page = course.feedback(assignment, student)
            if page.exists():
                folder = f"{student}_assignsubmission_file" if filled.of_moodle else student
                archive.write(page, f"{folder}/{assignment}.html")
    return stream.getvalue()
