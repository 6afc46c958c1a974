"""Grades for an LMS: its own table, as downloaded from there, comes back with this assignment's grades filled in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, Unreadable
from ..files import read_bytes, write, writing
from ..kit.assignment import Assignment
from ..layout import Course
from . import canvas, moodle
from .table import Students, Table, find_students, number, read_table, written


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
    table = read_table(content)
    students = find_students(table, scores)
    place, most = _grade_column(table, students, assignment, column)
    full = sum(part.points for part in assignment.parts)
    points = number(most)
    scaled = {row: scores[student] * (points or full) / full for row, student in students.by_row.items()}
    found = tuple(students.by_row.values())
    return Filled(
        content=table.filled(place, {row: written(score, most) for row, score in scaled.items()}),
        column=table.rows[0][place],
        students=found,
        without_row=tuple(sorted(set(scores) - set(found))),
        rows_left=sum(bool(table.cell(row, students.column)) for row in range(1, len(table.rows))) - len(found),
        scale=(full, points) if points and points != full else None,
        of_moodle=moodle.names_students(table, students),
    )


def _grade_column(table: Table, students: Students, assignment: Assignment, header: str | None) -> tuple[int, str]:
    """The column for the grades, and the cell with the most points that the LMS gives; empty if it does not say."""
    of_canvas, of_moodle = canvas.points_possible(table), moodle.grade_columns(table, students)
    if header is not None:
        place = _named(table, header)
    elif of_moodle and of_canvas is None:
        place = max(of_moodle)  # numbers that are no grades, such as telephones, stand before it
    else:
        place = canvas.grade_column(table, (assignment.id, assignment.title))
    return place, (of_moodle if of_canvas is None else of_canvas).get(place, "")


def _named(table: Table, header: str) -> int:
    if header not in table.header:
        raise InputError(f"it has no column `{header}`; there are: {', '.join(filter(None, table.header))}.")
    return table.header.index(header)


def _feedback(assignment: str, course: Course, filled: Filled) -> bytes:
    """The students' pages in one .zip, in folders whose names the LMS understands."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in filled.students:
            page = course.feedback(assignment, student)
            if page.exists():
                folder = moodle.feedback_folder(student) if filled.of_moodle else student
                archive.write(page, f"{folder}/{assignment}.html")
    return stream.getvalue()
