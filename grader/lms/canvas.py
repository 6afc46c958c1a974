"""Canvas: "Download Submissions" (lib/content_zipper.rb), and its gradebook export."""

from __future__ import annotations

import re

from ..errors import InputError
from ..handed_in.archive import Entry
from ..handed_in.layouts import NOBODY, HandIn, Layout, Nobody, hand_in
from .table import Table

_HANDED_IN = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<id>\d+)_\d+_(?P<file>.+)")
_BLIND = re.compile(r"(?P<name>anon)_(?P<id>[A-Za-z0-9]+)(?P<late>_LATE)?_\d+_(?P<file>.+)")
_NUMBER = re.compile(r"\s*\(\d+\)$")  # of an assignment, behind its title


def _whose(entry: Entry, _assignment: str) -> HandIn | Nobody | None:
    """`bitdiddleben_LATE_1234_56789_name.ipynb`: student, user, file; `anon_x1Y2z_56789_...` when marking blindly."""
    match = (_BLIND.fullmatch(entry.name) or _HANDED_IN.fullmatch(entry.name)) if len(entry.parts) == 1 else None
    if not match:
        return None
    return hand_in(match["name"], match["file"], entry, number=match["id"], late=bool(match["late"])) or NOBODY


LAYOUT = Layout("canvas", "a download from Canvas", _whose)


def points_possible(table: Table) -> dict[int, str] | None:
    """The most points of each column, which stand in one of the first rows; None: not Canvas's table."""
    for row in range(1, min(4, len(table.rows))):
        if table.cell(row, 0) == "Points Possible":
            return {place: table.cell(row, place) for place in range(len(table.header))}
    return None


def grade_column(table: Table, names: tuple[str, ...]) -> int:
    """The only column whose header is one of these names, with a number behind it or not. Raises InputError."""
    wanted = {name.casefold() for name in names}
    fitting = [place for place, cell in enumerate(table.header) if _NUMBER.sub("", cell).casefold() in wanted]
    if len(fitting) != 1:
        raise InputError(
            f"{len(fitting) or 'no'} columns have the name of the assignment; "
            f"add --column with one of: {', '.join(filter(None, table.header))}."
        )
    return fitting[0]
