"""What a grade depends on, as hashes: a submission whose hashes have not changed need not be graded again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .assignment import HIDDEN, ROOT, Assignment
from .notebook import Unreadable, read_bytes

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "matplotlib", "ipython", "pytest")


def of_submission(path: Path) -> str:
    """The hash of what was handed in; of the reason if it cannot be read."""
    try:
        return _hash([read_bytes(path)])
    except Unreadable as reason:
        return _hash([str(reason).encode()])


@cache
def of_tests(assignment: str) -> str:
    """The hash of everything else: source notebook, hidden tests, references, grader and library versions."""
    folders = [HIDDEN / assignment, ROOT / "solutions", ROOT / "grader" / "inside"]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    files += [*sorted((ROOT / "grader").glob("*.py")), Assignment.load(assignment).path]
    libraries = [f"{name} {version(name)}".encode() for name in _LIBRARIES]
    return _hash([*(path.read_bytes() for path in files), *libraries])


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
