"""The reference as a student's answer: its own code in the cells of a notebook, under another name than `solutions`."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..kit.assignment import Assignment
from ..kit.cells import flag

_LOADER = '''import importlib.util
import sys


class Given:
    """Finds modules whose sources are in this cell."""

    sources = {sources!r}

    def find_spec(self, name, path=None, target=None):
        if name not in self.sources:
            return None
        package = any(other.startswith(name + ".") for other in self.sources)
        return importlib.util.spec_from_loader(name, self, is_package=package)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.sources[module.__name__], module.__name__, "exec"), module.__dict__)


sys.meta_path.insert(0, Given())
'''
_NAME = "given_reference"


def with_reference(assignment: Assignment, source: NotebookNode) -> NotebookNode:
    """A copy of the notebook in which every function of every answer cell is the reference."""
    notebook = deepcopy(source)
    sources = _sources(assignment.kit.references(assignment.id))
    names = ", ".join(assignment.functions)
    for cell in notebook.cells:
        if cell.cell_type == "code" and flag(cell, "solution"):
            cell.source = ""
    notebook.cells.append(new_code_cell(_LOADER.format(sources=sources) + f"from {_NAME} import {names}\n"))
    return notebook


def _sources(path: Path) -> dict[str, str]:
    """The sources of a module, or of all modules of a package, by the names that they have here."""
    if path.name != "__init__.py":
        return {_NAME: path.read_text(encoding="utf-8")}
    found = {}
    for file in sorted(path.parent.rglob("*.py")):
        parts = file.relative_to(path.parent).with_suffix("").parts
        name = ".".join([_NAME, *(part for part in parts if part != "__init__")])
        found[name] = file.read_text(encoding="utf-8")
    return found
