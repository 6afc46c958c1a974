"""How what was handed in is laid out: a layout tells from a file's path whose it is.

Here are nbgrader's own layouts (its exchange, its course folder) and plain folders; those of an LMS are in its file
in the room `lms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from .archive import Entry


@dataclass(frozen=True)
class HandIn:
    """A file that a student handed in, under the name that the student gave it."""

    student: str
    name: str
    entry: Entry
    attempt: str = ""  # of several attempts the greatest counts
    late: bool = False


@dataclass(frozen=True)
class Layout:
    """How a system names what was handed in. `whose` takes a file and the assignment; None: not this layout."""

    name: str
    whose: Callable[[Entry, str], HandIn | None]
    certain: bool = False  # one such path is enough; otherwise a file of one student may look like that
    has_times: bool = False  # timestamp.txt is the system's, and not a file that a student handed in


NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.(?:json|txt))?", re.IGNORECASE)  # some browsers add an ending

_ARCHIVE = re.compile(r"(?P<stem>.+)\.zip", re.IGNORECASE)
_EXCHANGE = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")
_OTHER_STEPS = {"source", "release", "autograded", "feedback", "solution"}  # nbgrader's folders beside `submitted`


def hand_in(
    student: str, name: str, entry: Entry, number: str = "", attempt: str = "", late: bool = False
) -> HandIn | None:
    """None if nothing is left of the student's name when it has become the name of a folder.

    nbgrader, shells and pages have to live with that name. The number in the LMS tells two of one name apart.
    """
    letters = (letter for letter in unicodedata.normalize("NFC", student) if unicodedata.category(letter)[0] != "C")
    folder = re.sub(r"[/\\*+?\[\]]", "-", "".join(letters)).lstrip(". ")
    folder = folder.encode()[:150].decode(errors="ignore").strip()
    return HandIn(f"{folder}_{number}" if number else folder, name, entry, attempt, late) if folder else None


def _exchange(entry: Entry, assignment: str) -> HandIn | None:
    """`STUDENT+ASSIGNMENT+TIME[+RANDOM]/...` for each attempt."""
    for part in entry.parts[:-1]:
        match = _EXCHANGE.fullmatch(part)
        if match and match["assignment"] == assignment:
            return hand_in(match["student"], entry.name, entry, attempt=match["time"])
    return None


def _submitted(entry: Entry, assignment: str) -> HandIn | None:
    """`.../submitted/STUDENT/ASSIGNMENT/...`."""
    if "submitted" not in entry.parts:
        return None
    return _course(replace(entry, parts=entry.parts[entry.parts.index("submitted") + 1 :]), assignment)


def _course(entry: Entry, assignment: str) -> HandIn | None:
    """`STUDENT/ASSIGNMENT/...`."""
    parts = entry.parts
    if len(parts) == 3 and parts[1] == assignment and parts[0] not in _OTHER_STEPS:
        return hand_in(parts[0], entry.name, entry)
    return None


def _plain(entry: Entry, _assignment: str) -> HandIn | None:
    """`STUDENT.ipynb`, `STUDENT.zip`, or a folder for each student."""
    if len(entry.parts) > 1:
        return hand_in(entry.parts[0], entry.name, entry)
    if match := NOTEBOOK.fullmatch(entry.name) or _ARCHIVE.fullmatch(entry.name):
        return hand_in(match["stem"], entry.name, entry)
    return None


NBGRADER = (
    Layout("nbgrader's exchange", _exchange, certain=True, has_times=True),
    Layout("nbgrader's submitted/", _submitted, certain=True, has_times=True),
    Layout("nbgrader's submitted/", _course, has_times=True),
)
PLAIN = Layout("a folder of notebooks", _plain)
