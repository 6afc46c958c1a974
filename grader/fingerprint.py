"""What a grade depends on, as hashes: a submission whose hashes have not changed need not be graded again."""

from __future__ import annotations

import contextlib
import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .assignment import DATA, HIDDEN, ROOT, Assignment
from .notebook import Unreadable, read_bytes

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "matplotlib", "ipython", "pytest")


def of_submission(path: Path) -> str:
    """The hash of what was handed in, and of when if nbgrader noted that; of the reason if it cannot be read."""
    try:
        contents = [read_bytes(path)]
    except Unreadable as reason:
        contents = [str(reason).encode()]
    with contextlib.suppress(Unreadable):  # most have none
        contents.append(read_bytes(path.with_name("timestamp.txt")))
    return _hash(contents)


@cache
def of_tests(assignment: str) -> str:
    """The hash of what else decides: source notebook, data, hidden tests, references, grader, versions of libraries."""
    folders = [HIDDEN / assignment, ROOT / "solutions", ROOT / "grader" / "inside"]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    files += [*sorted((ROOT / "grader").glob("*.py")), *sorted(DATA.iterdir()), Assignment.load(assignment).path]
    libraries = [f"{name} {version(name)}".encode() for name in _LIBRARIES]
    libraries.append(platform.python_version().encode())
    return _hash([*(path.read_bytes() for path in files), *libraries])


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
