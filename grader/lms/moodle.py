"""Moodle: "Download all submissions" (mod_assign), its offline grading worksheet, and feedback files for it."""

from __future__ import annotations

import re

from ..handed_in.archive import Entry
from ..handed_in.layouts import NOBODY, HandIn, Layout, Nobody, hand_in
from .table import Students, Table, number

_HANDED_IN = re.compile(r"(?P<name>.*)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)

_MARK = re.compile(r"_\d+_assignsubmission_")


def _whose(entry: Entry, _assignment: str) -> HandIn | Nobody | None:
    """`Full Name_4711_assignsubmission_file/...`, or without folders and with the file's name at the end."""
    match = _HANDED_IN.fullmatch(entry.parts[0])
    if not match:
        return None
    if len(entry.parts) == 1 and len(_MARK.findall(entry.name)) > 1:
        return NOBODY  # a student's file that is called like another student's: nothing tells where the name ends
    name = match["file"] if len(entry.parts) == 1 and match["file"] else entry.name
    return hand_in(match["name"], name, entry, number=match["id"]) or NOBODY


LAYOUT = Layout("moodle", "a download from Moodle", _whose)


def feedback_folder(student: str) -> str:
    """The folder in which "Upload multiple feedback files" looks for that student's: as it came."""
    return f"{student}_assignsubmission_file"


def names_students(table: Table, students: Students) -> bool:
    """Whether students are named as Moodle does it: "Participant 4711", not only by a number."""
    return any(not table.cell(row, students.column).isdigit() for row in students.by_row)


def grade_columns(table: Table, students: Students) -> dict[int, str]:
    """The columns that may hold grades, with the most points: the number that stands right of it, for everybody.

    Its header, "Maximum grade", is in the language of the site.
    """
    first = next(iter(students.by_row))
    places = range(students.column + 2, len(table.header))
    return {place - 1: table.cell(first, place) for place in places if _is_maximum(table, students, place)}


def _is_maximum(table: Table, students: Students, place: int) -> bool:
    """Whether a column holds the same positive number for everybody, and the one before it nothing but grades."""
    most = {table.cell(row, place) for row in students.by_row}
    grades = {table.cell(row, place - 1) for row in students.by_row} - {"", "-"}
    return len(most) == 1 and bool(number(most.pop())) and None not in map(number, grades)
