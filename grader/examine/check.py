"""`grader check`: one notebook, for its author."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError, Unreadable
from ..handed_in.notebook import HandedIn, as_submission, read_handed_in
from ..kit.assignment import Assignment
from ..kit.cells import grade_id
from ..kit.kit import Kit
from ..records import Report
from .pool import Examiners

_POLL = 0.3  # seconds between two looks at a file that is watched


def check_notebook(path: Path, kit: Kit, assignment: str | None, isolation: str, seed: int | None) -> Report:
    """The report on the notebook in that file. Raises InputError if it is no notebook of a known assignment."""
    notebook = _notebook(path, _read(path))
    found = Assignment.load(kit, assignment or _guess(kit, path, notebook))
    with Examiners(found, isolation, seed) as examiners:
        return examiners.examine(as_submission(found, path.stem, notebook))


def watch_notebook(
    path: Path, kit: Kit, assignment: str | None, isolation: str, seed: int | None
) -> Iterator[Report | InputError]:
    """The same now and whenever the file has changed, without end; a file that cannot be read is told, not raised."""
    found = Assignment.load(kit, assignment or _guess(kit, path, _notebook(path, _read(path))))
    seen = None
    with Examiners(found, isolation, seed) as examiners:
        while True:
            now = _read(path)
            if seen is not None and str(now.content) == str(seen.content):
                time.sleep(_POLL)
                continue
            seen = now
            try:
                yield examiners.examine(as_submission(found, path.stem, _notebook(path, now)))
            except InputError as problem:
                yield problem


def _read(path: Path) -> HandedIn:
    return read_handed_in(path.stem, path)


def _notebook(path: Path, handed_in: HandedIn) -> dict[str, Any]:
    try:
        return handed_in.notebook()
    except Unreadable as reason:
        raise InputError(f"{path} cannot be checked: {reason}.") from None


def _guess(kit: Kit, path: Path, notebook: dict[str, Any]) -> str:
    """The assignment with the most cells of this notebook."""
    names = {grade_id(cell) for cell in notebook["cells"] if isinstance(cell, dict)}
    common = {name: len(names & set(Assignment.load(kit, name).graded)) for name in kit.assignments()}
    best = max(common, key=lambda name: (common[name], name == path.stem), default=None)
    if best is None or (not common[best] and best != path.stem):
        raise InputError(
            f"{path} does not say which assignment it belongs to; add --assignment with one of "
            f"{', '.join(common) or 'the assignments of a kit'}."
        )
    return best
