"""What several commands take, and what they all say first."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from .kit.finding import find_kit
from .kit.kit import Kit

AssignmentName = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="The assignment, for example `rbm`.")]
CourseFolder = Annotated[Path, typer.Option("--course", metavar="DIR", help="The course folder.")]
KitFolder = Annotated[Path | None, typer.Option("--kit", metavar="DIR", help="The kit that has the assignment.")]
Jobs = Annotated[int, typer.Option(min=1, help="Submissions graded at once.")]
Isolation = Annotated[str, typer.Option(help="`auto`, `bubblewrap`, `landlock`, or `none`: no box.")]
LayoutName = Literal["moodle", "canvas", "exchange", "submitted", "folders"]
DEFAULT_COURSE = Path("course")
ALL_PROCESSORS = os.cpu_count() or 1


def chosen_kit(wanted: Path | None = None, course: Path | None = None, notebook: Path | None = None) -> Kit:
    """The kit for a command; one that was only found by search is named before anything else is said."""
    found = find_kit(wanted, course, notebook)
    if found.by_search:
        print(f"Kit: {shown(found.kit.root)} (found from the current folder; --kit names another)", file=sys.stderr)
    return found.kit


def shown(path: Path) -> str:
    """A path as short as it can be typed here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
