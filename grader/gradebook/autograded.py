"""The autograded notebook: the student's cells, the instructor's cells as released, the report in the test cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NotRequired, TypedDict

from ..kit.assignment import Assignment
from ..kit.cells import Json, flag, grade_id, text
from ..pages import nbgrader_cell_html
from ..records import Report

Output = dict[str, Any]


class Cell(TypedDict):
    """A cell that Jupyter accepts."""

    cell_type: Literal["code", "markdown", "raw"]
    id: str
    metadata: dict[str, Any]
    source: str
    outputs: NotRequired[list[Output]]  # this and the next: in code cells only
    execution_count: NotRequired[None]
    attachments: NotRequired[dict[str, dict[str, str]]]  # not in code cells: pictures, by name and MIME type


class Notebook(TypedDict):
    """A notebook that Jupyter accepts."""

    nbformat: int
    nbformat_minor: int
    metadata: dict[str, Any]
    cells: list[Cell]


# Settings of a cell for Jupyter's look. nbformat checks them, and the form grader shows no page of what it refuses.
_CHECKED = {"name", "tags", "format", "collapsed", "scrolled", "jupyter", "execution", "deletable", "editable"}
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def restored(assignment: Assignment, notebook: dict[str, Any]) -> Notebook:
    """A copy of a notebook in which every cell that nbgrader knows is as released, but for the answers.

    nbgrader stops the whole class at a cell that was copied with its metadata, and skips a test cell that was
    deleted. Here the last copy counts, as in Python; test and locked cells that are missing come back.
    """
    cells = [_cleaned(cell) for cell in notebook["cells"] if isinstance(cell, dict)]
    last = {name: index for index, cell in enumerate(cells) if (name := grade_id(cell)) in assignment.graded}
    for index, cell in enumerate(cells):
        name = grade_id(cell)
        cell["metadata"].pop("nbgrader", None)
        if name in last and last[name] == index:
            _restore(cell, assignment.graded[name])
    _add_missing(assignment, cells)
    _make_ids_unique(cells)
    kernel = assignment.notebook["metadata"].get("kernelspec", _KERNEL)
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def _cleaned(cell: Json) -> Cell:
    """A cell that Jupyter accepts, without outputs."""
    kind = cell.get("cell_type")
    clean: Cell = {
        "cell_type": "code" if kind == "code" else "markdown" if kind == "markdown" else "raw",
        "id": str(cell.get("id", "")),
        "metadata": _metadata(cell),
        "source": text(cell),
    }
    if kind == "code":
        _make_code(clean)
    elif attachments := _attachments(cell):
        clean["attachments"] = attachments
    return clean


def _metadata(cell: Json) -> dict[str, Any]:
    metadata = cell.get("metadata")
    return {name: metadata[name] for name in metadata if name not in _CHECKED} if isinstance(metadata, dict) else {}


def _attachments(cell: Json) -> dict[str, dict[str, str]]:
    """The pictures that a text refers to; nbconvert makes no page of a text whose picture is gone."""
    found = cell.get("attachments")
    if not isinstance(found, dict):
        return {}
    return {name: dict(each) for name, each in found.items() if isinstance(each, dict) and _is_text(each.values())}


def _is_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _make_code(cell: Cell) -> None:
    cell["cell_type"] = "code"
    cell.pop("attachments", None)
    cell["outputs"] = []
    cell["execution_count"] = None


def _restore(cell: Cell, original: dict[str, Any]) -> None:
    """Give back type, settings and, if it is locked, source."""
    cell["metadata"]["nbgrader"] = dict(original["metadata"]["nbgrader"])
    if cell["cell_type"] != original["cell_type"]:
        if original["cell_type"] == "code":
            _make_code(cell)
        else:
            cell["cell_type"] = original["cell_type"]
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if flag(original, "locked"):
        cell["source"] = text(original)
        cell.pop("attachments", None)
        if attachments := _attachments(original):
            cell["attachments"] = attachments


def _add_missing(assignment: Assignment, cells: list[Cell]) -> None:
    """Put back locked cells behind the cell before them in the source."""
    names = [grade_id(cell) for cell in cells]
    previous: str | None = None
    for name, original in assignment.graded.items():
        if name not in names and flag(original, "locked"):
            cell = _cleaned(original)
            _restore(cell, original)
            place = names.index(previous) + 1 if previous else 0
            cells.insert(place, cell)
            names.insert(place, name)
        if name in names:
            previous = name


def _make_ids_unique(cells: list[Cell]) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        if not cell["id"].replace("-", "").replace("_", "").isalnum() or len(cell["id"]) > 64 or cell["id"] in seen:
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])


def insert_report(notebook: Mapping[str, Any], report: Report) -> None:
    """Write each part's report and points into the outputs of its test cell, as nbgrader reads them.

    nbgrader takes the points from the last value that a test cell displayed, and gives full points to a cell
    without one; so every test cell gets exactly that.
    """
    parts = {f"test_{part.id}": part for part in report.parts}
    cells: list[Cell] = notebook["cells"]
    for cell in cells:
        part = parts.get(grade_id(cell) or "")
        if part is None:
            continue
        cell["outputs"] = [
            {"output_type": "display_data", "metadata": {}, "data": {"text/html": nbgrader_cell_html(part)}},
            {
                "output_type": "execute_result",
                "execution_count": None,
                "metadata": {},
                "data": {"text/plain": repr(float(part.score))},
            },
        ]


def has_answer(assignment: Assignment, notebook: dict[str, Any], name: str) -> bool:
    """Whether the answer cell of that name differs from the released one."""
    answers = [text(cell) for cell in notebook["cells"] if grade_id(cell) == name]
    return answers != [text(assignment.graded[name])]
