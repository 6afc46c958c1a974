"""The cells of a notebook file, and what nbgrader notes in their metadata. A student's file may hold anything there."""

from __future__ import annotations

import ast
from collections.abc import Mapping

Json = Mapping[str, object]  # an object in a notebook file
DISPLAY = "display"  # the tag of cells that only show something: they are not run while grading


def text(cell: Json) -> str:
    """The source of a cell; in a file it may be a list of lines."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _nbgrader(cell: Json) -> Json:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None  # a student's file may hold anything
    ours = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}


def grade_id(cell: Json) -> str | None:
    """nbgrader's name of a cell, or None."""
    name = _nbgrader(cell).get("grade_id")
    return name if isinstance(name, str) and name else None


def flag(cell: Json, name: str) -> bool:
    """nbgrader's `grade`, `solution` or `locked` of a cell."""
    return _nbgrader(cell).get(name) is True


def is_display(cell: Json) -> bool:
    """Whether a cell of a source notebook only shows something."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return isinstance(tags, list) and DISPLAY in tags


def functions(source: str) -> tuple[str, ...]:
    """The functions that the source of an answer cell defines."""
    return tuple(node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))


def released_source(source: str) -> str:
    """The source of a cell without its hidden-test regions, as students get it."""
    kept, hidden = [], False
    for line in source.splitlines():
        if "BEGIN HIDDEN TESTS" in line:
            hidden = True
        if not hidden:
            kept.append(line)
        if "END HIDDEN TESTS" in line:
            hidden = False
    return "\n".join(kept)
