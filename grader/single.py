"""`grader check`: one notebook, for its author."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import fingerprint
from .assignment import Assignment, InputError, available, grade_id
from .grading import Examiners
from .notebook import Unreadable, as_submission, read_notebook
from .records import Report

_POLL = 0.3  # seconds between two looks at a file that is watched


def check_notebook(path: Path, assignment: str | None, isolation: str, seed: int | None) -> Report:
    """The report on the notebook in that file. Raises InputError if it is no notebook of a known assignment."""
    notebook = _read(path)
    found = Assignment.load(assignment or _guess(path, notebook))
    with Examiners(found, isolation, seed) as examiners:
        return examiners.grade(as_submission(found, path.stem, notebook))


def watch_notebook(
    path: Path, assignment: str | None, isolation: str, seed: int | None
) -> Iterator[Report | InputError]:
    """The same now and whenever the file has changed, without end; a file that cannot be read is told, not raised."""
    found = Assignment.load(assignment or _guess(path, _read(path)))
    seen = None
    with Examiners(found, isolation, seed) as examiners:
        while True:
            now = fingerprint.of_submission(path)
            if now == seen:
                time.sleep(_POLL)
                continue
            seen = now
            try:
                yield examiners.grade(as_submission(found, path.stem, _read(path)))
            except InputError as problem:
                yield problem


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_notebook(path)
    except Unreadable as reason:
        raise InputError(f"{path} cannot be checked: {reason}.") from None


def _guess(path: Path, notebook: dict[str, Any]) -> str:
    """The assignment with the most cells of this notebook."""
    names = {grade_id(cell) for cell in notebook["cells"] if isinstance(cell, dict)}
    common = {name: len(names & set(Assignment.load(name).graded)) for name in available()}
    best = max(common, key=lambda name: (common[name], name == path.stem))
    if not common[best] and best != path.stem:
        raise InputError(
            f"{path} does not say which assignment it belongs to; add --assignment with one of {', '.join(common)}."
        )
    return best
