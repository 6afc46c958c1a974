"""How what was handed in is laid out: a layout tells from a file's path whose it is.

Here are nbgrader's own layouts (its exchange, its course folder) and plain folders; those of an LMS are in its file
in the room `lms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .archive import Entry


@dataclass(frozen=True)
class HandIn:
    """A file that a student handed in, under the name that the student gave it."""

    student: str
    name: str
    entry: Entry
    attempt: str = ""  # of several attempts the greatest counts
    late: bool = False
    named: str = ""  # the student's name as it came, before it became the name of a folder


Nobody = Literal["nobody"]
NOBODY: Nobody = "nobody"  # a file that is where it should be, of another assignment or of no name


@dataclass(frozen=True)
class Layout:
    """How a system names what was handed in.

    `whose` takes a file, its path without the folders around everything, and the assignment; None: not this layout.
    """

    key: str  # what can be typed after --layout
    name: str
    whose: Callable[[Entry, str], HandIn | Nobody | None]
    has_times: bool = False  # timestamp.txt is the system's, and not a file that a student handed in
    within: str | None = None  # the folder in which it begins
    by_names: bool = True  # a system's own names, and not only folders in folders


NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.(?:json|txt))?", re.IGNORECASE)  # some browsers add an ending

_ARCHIVE = re.compile(r"(?P<stem>.+)\.zip", re.IGNORECASE)
_EXCHANGE = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")
# nbgrader's folders beside `submitted`, and ours.
OTHER_STEPS = {"source", "release", "autograded", "feedback", "solution", "collected", "exports", "grades", "reports"}


def hand_in(
    student: str, name: str, entry: Entry, number: str = "", attempt: str = "", late: bool = False
) -> HandIn | None:
    """None if nothing is left of the student's name when it has become the name of a folder.

    nbgrader, shells and pages have to live with that name. The number in the LMS tells two of one name apart.
    """
    letters = (letter for letter in unicodedata.normalize("NFC", student) if unicodedata.category(letter)[0] != "C")
    folder = re.sub(r"[/\\*+?\[\]<>\"&]", "-", "".join(letters)).lstrip(". ")
    folder = folder.encode()[:150].decode(errors="ignore").strip()
    ending = f"_{number}" if number else ""
    return HandIn(folder + ending, name, entry, attempt, late, student + ending) if folder else None


def _exchange(entry: Entry, assignment: str) -> HandIn | Nobody | None:
    """`STUDENT+ASSIGNMENT+TIME[+RANDOM]/...` for each attempt."""
    match = _EXCHANGE.fullmatch(entry.parts[0])
    if not match or len(entry.parts) < 2:
        return None
    if match["assignment"] != assignment:
        return NOBODY
    return hand_in(match["student"], entry.name, entry, attempt=match["time"]) or NOBODY


def _course(entry: Entry, assignment: str) -> HandIn | Nobody | None:
    """`STUDENT/ASSIGNMENT/...`."""
    parts = entry.parts
    if parts[0] in OTHER_STEPS:
        return NOBODY
    if len(parts) < 3:
        return None
    return (hand_in(parts[0], entry.name, entry) if len(parts) == 3 and parts[1] == assignment else None) or NOBODY


def _plain(entry: Entry, _assignment: str) -> HandIn | None:
    """`STUDENT.ipynb`, `STUDENT.zip`, or a folder for each student."""
    if len(entry.parts) > 1:
        return hand_in(entry.parts[0], entry.name, entry)
    if match := NOTEBOOK.fullmatch(entry.name) or _ARCHIVE.fullmatch(entry.name):
        return hand_in(match["stem"], entry.name, entry)
    return None


NBGRADER = (
    Layout("exchange", "nbgrader's exchange", _exchange, has_times=True),
    Layout("submitted", "nbgrader's submitted/", _course, has_times=True, within="submitted"),
    Layout("submitted", "nbgrader's submitted/", _course, has_times=True, by_names=False),
)
PLAIN = Layout("folders", "a folder of notebooks", _plain, by_names=False)
