"""A student's notebook file, read with care: into a Submission, or a reason why it cannot be read."""

from __future__ import annotations

import codecs
import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import Unreadable
from ..files import read_bytes
from ..kit.assignment import Assignment
from ..kit.cells import flag, grade_id, released_source, text
from ..records import Cell, Notice, NoticeKind, Submission

MAX_CELLS = 5_000
MAX_SOURCE = 2 * 2**20  # bytes of all code cells together


@dataclass(frozen=True)
class HandedIn:
    """What one student handed in, read once: what is hashed, graded and shown are these bytes."""

    student: str
    content: bytes | Unreadable
    timestamp: bytes | None = None  # of nbgrader's timestamp.txt

    def notebook(self) -> dict[str, Any]:
        """The notebook, of format 4, with a list of cells. Raises Unreadable."""
        if isinstance(self.content, Unreadable):
            raise self.content
        return parse_notebook(self.content)

    def submission(self, assignment: Assignment) -> Submission:
        """What is graded; `unreadable` says why if it cannot be read."""
        try:
            return as_submission(assignment, self.student, self.notebook())
        except Unreadable as reason:
            return Submission(assignment.id, self.student, unreadable=str(reason))


def read_handed_in(student: str, path: Path, below: Path | None = None) -> HandedIn:
    """The notebook file of that student, and nbgrader's note beside it of when it was handed in.

    No link on the way from the folder `below` is followed.
    """
    content: bytes | Unreadable
    try:
        content = read_bytes(path, below)
    except Unreadable as reason:
        content = reason
    timestamp = None
    with contextlib.suppress(Unreadable):  # most have none
        timestamp = read_bytes(path.with_name("timestamp.txt"), below)
    return HandedIn(student, content, timestamp)


def parse_notebook(content: bytes) -> dict[str, Any]:
    """The notebook in these bytes, of format 4, with a list of cells. Raises Unreadable."""
    try:
        notebook: Any = json.loads(_decode(content))
    except UnicodeDecodeError:
        raise Unreadable("the file is not text") from None
    except RecursionError:
        raise Unreadable("the file is nested too deeply to be a notebook") from None
    except ValueError as error:
        raise Unreadable(f"the file is not valid JSON, so it may be cut off or damaged ({_where(error)})") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("nbformat"), int):
        raise Unreadable("the file is JSON, but not a notebook")
    if notebook["nbformat"] == 3:
        notebook = _from_format_3(notebook)
    if notebook["nbformat"] != 4 or not isinstance(notebook.get("cells"), list):
        raise Unreadable(f"the notebook has format {notebook['nbformat']}; Jupyter writes format 4")
    if len(notebook["cells"]) > MAX_CELLS:
        raise Unreadable(f"the notebook has {len(notebook['cells'])} cells; at most {MAX_CELLS} are graded")
    read: dict[str, Any] = notebook
    return read


def _decode(data: bytes) -> str:
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _where(error: ValueError) -> str:
    return f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number too long"


def _from_format_3(notebook: dict[str, Any]) -> dict[str, Any]:
    """Format 3 (2015 and before) kept cells in worksheets and called the source `input`."""
    try:
        cells = [
            {"cell_type": cell.get("cell_type"), "metadata": cell.get("metadata", {}), "source": cell.get("input", "")}
            for sheet in notebook["worksheets"]
            for cell in sheet["cells"]
        ]
    except (KeyError, TypeError, AttributeError):
        raise Unreadable("the notebook has format 3 and is damaged") from None
    return {**notebook, "nbformat": 4, "cells": cells}


def as_submission(assignment: Assignment, student: str, notebook: dict[str, Any]) -> Submission:
    """The code cells that grading runs, with notices for the instructor about what was changed in the rest."""
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = _restored(assignment, cell)
        if source not in assignment.not_run:
            cells.append(Cell(number, source, grade_id(cell)))
    if sum(len(cell.source.encode("utf-8", "surrogatepass")) for cell in cells) > MAX_SOURCE:
        return Submission(assignment.id, student, unreadable="the code cells hold more than 2 MiB")
    return Submission(assignment.id, student, tuple(cells), tuple(_notices(assignment, notebook)))


def _restored(assignment: Assignment, cell: dict[str, Any]) -> str:
    """The source of a cell; a locked one counts as the instructor wrote it."""
    original = assignment.graded.get(grade_id(cell) or "")
    return text(original) if original and flag(original, "locked") else text(cell)


def _notices(assignment: Assignment, notebook: dict[str, Any]) -> list[Notice]:
    """What an instructor may want to know about cells that nbgrader knows."""
    notices: list[Notice] = []

    def note(kind: NoticeKind, text: str) -> None:
        notices.append(Notice(kind, text))

    cells = [cell for cell in notebook["cells"] if isinstance(cell, dict)]
    counts = Counter(name for name in map(grade_id, cells) if name)
    seen = {name: cell for cell in cells if (name := grade_id(cell))}
    expected = assignment.graded
    if _is_of_another(assignment, seen, cells):
        there = f"none of the answer and test cells of `{assignment.id}` are in it, and none of its functions"
        note("wrong notebook", f"{there}: is it the notebook of another assignment?")
        expected = {}
    for name, original in expected.items():
        kind = "test cell" if flag(original, "grade") else "locked cell" if flag(original, "locked") else "answer cell"
        place = f"{kind} `{name}`"
        if name not in seen:
            note("lost metadata", f"{place} is missing or has lost its metadata")
            continue
        if counts[name] > 1:
            note("tampering", f"{place} is there {counts[name]} times")
        if kind != "answer cell" and not _same_locked_source(original, seen[name]):
            note("tampering", f"{place} is not as released; the original counts")
        if _settings(original) != _settings(seen[name]):
            note("tampering", f"the points or settings of {place} were edited; the original ones count")
    if len(cells) < len(notebook["cells"]):
        note("hand-in", f"{len(notebook['cells']) - len(cells)} cells are no cells and were left out")
    return notices


def _is_of_another(assignment: Assignment, seen: Iterable[str], cells: list[dict[str, Any]]) -> bool:
    """Whether nothing in it answers this assignment. Cells such as `imports` have the same name elsewhere."""
    own = {name for part in assignment.parts for name in (part.id, f"test_{part.id}")}
    names = "|".join(map(re.escape, assignment.functions))
    asked = re.compile(rf"\b(?:def|class)\s+(?:{names})\b")
    return not own & set(seen) and not any(asked.search(text(cell)) for cell in cells)


def _settings(cell: dict[str, Any]) -> dict[str, Any]:
    known = cell["metadata"]["nbgrader"]
    return {name: known.get(name) for name in ("grade", "solution", "locked", "points")}


def _same_locked_source(original: dict[str, Any], cell: dict[str, Any]) -> bool:
    """Whether a locked cell is as released: the release has lost the hidden regions of the source."""
    return text(cell).strip() in (text(original).strip(), released_source(text(original)).strip())
