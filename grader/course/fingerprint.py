"""What a grade depends on, as hashes: a submission whose hashes have not changed need not be graded again."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from ..errors import Unreadable
from ..kit.assignment import Assignment

_GRADER = Path(__file__).resolve().parent.parent
# What examines: the rooms and files of the grader that a verdict passes through. A page or a command changes none.
_EXAMINES = ("kit", "handed_in/notebook.py", "box", "testing", "examine", "records.py")
_LIBRARIES = ("numpy", "scipy", "scikit-learn", "matplotlib", "ipython", "pytest")
SUBMISSION = "submission"
OLDER = "the version of the grader that made the report"
COMPONENTS = {
    SUBMISSION: "the submission",
    "tests": "the hidden tests",
    "references": "the references",
    "notebook": "the notebook or its data",
    "settings": "the settings",
    "grader": "the grader",
    "libraries": "Python or its libraries",
}


def of_submission(content: bytes | Unreadable, timestamp: bytes | None) -> str:
    """The hash of what was handed in, and of when if nbgrader noted that; of the reason if it cannot be read."""
    contents = [content if isinstance(content, bytes) else str(content).encode()]
    return _hash([*contents, timestamp] if timestamp is not None else contents)


@cache
def of_assignment(assignment: Assignment) -> dict[str, str]:
    """The hash of each component, but for the submission, on which the grades of an assignment depend."""
    kit = assignment.kit
    reference = kit.references(assignment.id)
    settings = json.dumps(msgspec.to_builtins(assignment.settings), sort_keys=True)
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return {
        "tests": _of_files([assignment.hidden]),
        "references": _of_files([reference.parent if reference.name == "__init__.py" else reference]),
        "notebook": _of_files([assignment.path, *kit.companions(assignment.id), *assignment.shared]),
        "settings": _hash([settings.encode()]),
        "grader": _of_files([_GRADER / name for name in _EXAMINES]),
        "libraries": _hash(line.encode() for line in [*libraries, platform.python_version()]),
    }


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The components whose hashes differ, in words."""
    return [words for name, words in COMPONENTS.items() if before.get(name) != now.get(name)]


def _of_files(paths: Iterable[Path]) -> str:
    """The hash of these files and of all in these folders, with their names."""
    parts: list[bytes] = []
    for path in paths:
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts and not file.name.startswith("."):
                parts += [str(file.relative_to(path.parent)).encode(), file.read_bytes()]
    return _hash(parts)


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
