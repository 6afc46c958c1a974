"""An assignment, as its source notebook and its folder of hidden tests define it.

The grader knows nothing else about an assignment: the parts are the answer cells of the notebook, in their order;
the functions of a part are those that its answer cell defines; the reference of a function is the attribute of
the same name of the module `solutions`.
"""

from __future__ import annotations

import ast
import difflib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
DATA = NOTEBOOKS / "data"
HIDDEN = Path(__file__).resolve().parent / "hidden"
DISPLAY = "display"  # the tag of cells that only show something: they are not run while grading


class InputError(Exception):
    """The user's input is wrong: what happened, where, and what to do."""


@dataclass(frozen=True)
class Part:
    """One answer cell: its id, the functions that it asks for, and the points of its test cell."""

    id: str
    functions: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class Assignment:
    """The source notebook of one assignment, read."""

    id: str
    notebook: dict[str, Any]

    @classmethod
    def load(cls, name: str) -> Assignment:
        """The assignment of that name. Raises InputError if there is none."""
        known = available()
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise InputError(f"There is no assignment `{name}`; there are: {', '.join(known)}.{hint}")
        path = NOTEBOOKS / name / f"{name}.ipynb"
        return cls(name, json.loads(path.read_text(encoding="utf-8")))

    @property
    def path(self) -> Path:
        """The source notebook."""
        return NOTEBOOKS / self.id / f"{self.id}.ipynb"

    @property
    def hidden(self) -> Path:
        """The folder of the hidden tests."""
        return HIDDEN / self.id

    @property
    def title(self) -> str:
        """The first heading of the notebook."""
        for cell in self.notebook["cells"]:
            for line in text(cell).splitlines():
                if cell["cell_type"] == "markdown" and line.startswith("# "):
                    return line[2:].strip()
        return self.id

    @cached_property
    def graded(self) -> dict[str, dict[str, Any]]:
        """The cells that nbgrader knows, by grade_id, in the order of the notebook."""
        cells = self.notebook["cells"]
        return {grade_id(cell): cell for cell in cells if grade_id(cell)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The answer cells, in the order of the notebook."""
        answers = {name: cell for name, cell in self.graded.items() if flag(cell, "solution")}
        points = {name: cell["metadata"]["nbgrader"].get("points", 0) for name, cell in self.graded.items()}
        return tuple(
            Part(name, _functions(text(cell)), float(points[f"test_{name}"])) for name, cell in answers.items()
        )

    @property
    def functions(self) -> tuple[str, ...]:
        """All functions that are asked for."""
        return tuple(name for part in self.parts for name in part.functions)

    def before(self, part: str) -> tuple[str, ...]:
        """The functions of the parts before `part`: these are lent while it is tested."""
        earlier: list[str] = []
        for candidate in self.parts:
            if candidate.id == part:
                break
            earlier += candidate.functions
        return tuple(earlier)

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The code cells before the first answer cell: imports and data, run once for all submissions."""
        sources: list[str] = []
        for cell in self.notebook["cells"]:
            if flag(cell, "solution"):
                break
            if cell["cell_type"] == "code" and not is_display(cell):
                sources.append(text(cell))
        return tuple(sources)

    @cached_property
    def not_run(self) -> frozenset[str]:
        """The sources of cells that grading does not run: pictures, long trainings and the visible checks."""
        cells = [text(cell) for cell in self.notebook["cells"] if is_display(cell) or flag(cell, "grade")]
        return frozenset([*cells, *map(released_source, cells)])


def available() -> list[str]:
    """The names of all assignments: folders with a notebook of the same name."""
    return sorted(path.stem for path in NOTEBOOKS.glob("*/*.ipynb") if path.stem == path.parent.name)


def text(cell: dict[str, Any]) -> str:
    """The source of a cell; in a file it may be a list of lines."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _nbgrader(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None  # a student's file may hold anything
    ours = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}


def grade_id(cell: dict[str, Any]) -> str | None:
    """nbgrader's name of a cell, or None."""
    name = _nbgrader(cell).get("grade_id")
    return name if isinstance(name, str) and name else None


def flag(cell: dict[str, Any], name: str) -> bool:
    """nbgrader's `grade`, `solution` or `locked` of a cell."""
    return _nbgrader(cell).get(name) is True


def is_display(cell: dict[str, Any]) -> bool:
    """Whether a cell of a source notebook only shows something."""
    return DISPLAY in cell.get("metadata", {}).get("tags", [])


def _functions(source: str) -> tuple[str, ...]:
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
