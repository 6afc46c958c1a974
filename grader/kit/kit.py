"""A kit: the folder in which a teacher keeps assignments. The grader knows only its shape.

pyproject.toml with [tool.grader]           what marks it, and its settings
notebooks/NAME/NAME.ipynb                   the source of an assignment; what else lies there goes to students
notebooks/data/                             data that several assignments share
solutions/NAME.py or solutions/NAME/        its reference implementations
tests/hidden/NAME/test_PART.py              its hidden tests, and what only these need
tests/submissions/NAME/                     its bank: right, wrong and hostile answers

A kit is code that runs outside the box: it is never picked up unseen (finding.py).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..errors import InputError
from .settings import KitSettings, read_settings

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Kit:
    """The paths of one kit."""

    root: Path

    @property
    def notebooks(self) -> Path:
        """The folder of the assignments."""
        return self.root / "notebooks"

    @property
    def shared_data(self) -> Path:
        """The data that several assignments use: `../data` beside each of them."""
        return self.notebooks / "data"

    @property
    def tests(self) -> Path:
        """The folder below which hidden tests and banks lie."""
        return self.root / "tests"

    @cached_property
    def settings(self) -> KitSettings:
        """What the kit's pyproject.toml says. Raises InputError."""
        return read_settings(self.root / "pyproject.toml")

    def hidden(self, assignment: str) -> Path:
        """The folder of its hidden tests."""
        return self.tests / "hidden" / assignment

    def bank(self, assignment: str) -> Path:
        """The folder of its sample submissions."""
        return self.tests / "submissions" / assignment

    def references(self, assignment: str) -> Path:
        """The module or package of its reference implementations. Raises InputError if there is none."""
        module = self.root / "solutions" / f"{assignment}.py"
        package = self.root / "solutions" / assignment / "__init__.py"
        found = [path for path in (module, package) if path.exists()]
        if not found:
            raise InputError(f"`{assignment}` has no references: expected {module}, or a package {package.parent}.")
        return found[0]

    def assignments(self) -> list[str]:
        """The names of all assignments: folders with a notebook of the same name."""
        return sorted(path.stem for path in self.notebooks.glob("*/*.ipynb") if path.stem == path.parent.name)

    def companions(self, assignment: str) -> list[Path]:
        """What lies beside the notebook and goes to students, such as `data`: all but notebooks and hidden files."""
        paths = sorted((self.notebooks / assignment).iterdir())
        return [path for path in paths if path.suffix != ".ipynb" and not path.name.startswith((".", "__"))]


def is_kit(folder: Path) -> bool:
    """Whether a folder says that it is a kit."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return re.search(r"^\s*\[tool\.grader[\].]", text, re.MULTILINE) is not None  # also if the rest is no TOML


def kit_at(folder: Path) -> Kit:
    """The kit in that folder. Raises InputError if it is none."""
    root = Path(os.path.abspath(folder))
    if not is_kit(root):
        raise InputError(f"{folder} is no kit: expected {folder / 'pyproject.toml'} with a table [tool.grader].")
    return Kit(root)


def carried() -> Kit:
    """The kit that came with the grader: within the installed package, or in its own repository."""
    packed = _PACKAGE / "_kit"
    return Kit(packed if packed.is_dir() else _PACKAGE.parent)
