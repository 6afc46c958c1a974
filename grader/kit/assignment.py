"""An assignment, as its source notebook defines it.

The grader knows nothing else about an assignment: the parts are the answer cells of the notebook, in their order;
the functions of a part are those that its answer cell defines; the reference of a function is the one of the same
name in the assignment's own module of `solutions/`.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import InputError
from .cells import flag, functions, grade_id, is_display, released_source, text
from .kit import Kit
from .settings import AssignmentSettings


@dataclass(frozen=True)
class Part:
    """One answer cell: its id, the functions that it asks for, and the points of its test cell."""

    id: str
    functions: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class Assignment:
    """The source notebook of one assignment, read."""

    kit: Kit
    id: str
    notebook: dict[str, Any] = field(compare=False)

    @classmethod
    def load(cls, kit: Kit, name: str) -> Assignment:
        """The assignment of that name. Raises InputError if there is none, or if it cannot be read."""
        known = kit.assignments()
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            there = f"there are: {', '.join(known)}" if known else f"{kit.notebooks} has none"
            raise InputError(f"There is no assignment `{name}` in the kit {kit.root}; {there}.{hint}")
        path = kit.notebooks / name / f"{name}.ipynb"
        try:
            return cls(kit, name, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read as a notebook ({error}).") from None

    @property
    def path(self) -> Path:
        """The source notebook."""
        return self.kit.notebooks / self.id / f"{self.id}.ipynb"

    @property
    def hidden(self) -> Path:
        """The folder of the hidden tests."""
        return self.kit.hidden(self.id)

    @cached_property
    def shared(self) -> tuple[Path, ...]:
        """The files of the kit's shared data that the notebook names, and the licence under which they travel."""
        sources = [text(cell) for cell in self.notebook["cells"]]
        paths = sorted(self.kit.shared_data.glob("*"))
        named = [path for path in paths if any(path.name in source for source in sources)]
        return tuple([*named, *(path for path in paths if path.stem.upper() == "LICENSE")] if named else ())

    @property
    def settings(self) -> AssignmentSettings:
        """What the kit's settings say of it."""
        return self.kit.settings.of(self.id)

    @property
    def title(self) -> str:
        """What the settings say, or the first heading of the notebook."""
        if self.settings.title:
            return self.settings.title
        for cell in self.notebook["cells"]:
            for line in text(cell).splitlines():
                if cell["cell_type"] == "markdown" and line.startswith("# "):
                    return line[2:].strip()
        return self.id

    @cached_property
    def graded(self) -> dict[str, dict[str, Any]]:
        """The cells that nbgrader knows, by grade_id, in the order of the notebook."""
        return {name: cell for cell in self.notebook["cells"] if (name := grade_id(cell))}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The answer cells, in the order of the notebook."""
        answers = {name: cell for name, cell in self.graded.items() if flag(cell, "solution")}
        points = {name: cell["metadata"]["nbgrader"].get("points", 0) for name, cell in self.graded.items()}
        return tuple(Part(name, functions(text(cell)), float(points[f"test_{name}"])) for name, cell in answers.items())

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
