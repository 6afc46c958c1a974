"""What an LMS or nbgrader hands the instructor, put where grading looks: submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb.

A layout tells from a file's path whose it is. The names are those of Moodle (mod_assign, "Download all submissions"),
Canvas (lib/content_zipper.rb, "Download Submissions"), nbgrader (its exchange, its course folder), or plain folders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import InputError, Unreadable
from ..files import read_bytes, write, writing
from ..layout import Course
from ..records import Collected, Collection
from .archive import Entry, files_of, files_within


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


def collect(path: Path, assignment: str, course: Course) -> Collection:
    """Copy each student's notebook into `submitted/`. Who handed in no notebook gets an empty folder there.

    So everybody is in the class that is graded, as "unreadable" at the worst. Nothing is written outside
    `submitted/`, whatever the files are called. Raises InputError if no student can be told from the paths.
    """
    try:
        entries = files_of(path)
    except Unreadable as reason:
        raise InputError(f"Cannot collect from {path}: {reason}.") from None
    layout, hand_ins, left = _recognised(entries, assignment)
    if not hand_ins:
        raise InputError(
            f"No student can be told from the {len(entries)} files in {path}. Collect from: a .zip of Moodle "
            f"or Canvas, a folder with STUDENT.ipynb or STUDENT/{assignment}.ipynb, or nbgrader's submitted/."
        )
    by_student: dict[str, list[HandIn]] = {}
    for hand_in in hand_ins:
        by_student.setdefault(hand_in.student, []).append(hand_in)
    with writing(course.root):
        students = tuple(
            _collect_one(course.submitted(assignment, student), student, files, layout.has_times)
            for student, files in sorted(by_student.items())
        )
    return Collection(layout.name, students, left)


def _recognised(entries: list[Entry], assignment: str) -> tuple[Layout, list[HandIn], tuple[str, ...]]:
    """The first layout that knows most students, what it finds, and the files that belong to nobody."""
    plain = _unwrapped(entries, assignment)
    everybody = [_plain(entry, assignment) for entry in plain]
    for layout in _LAYOUTS:
        files = plain if layout.whose is _plain else entries
        hand_ins = [layout.whose(entry, assignment) for entry in files]
        if any(hand_ins) and (layout.certain or _are_most(hand_ins, everybody)):
            break
    left = [entry for entry, hand_in in zip(files, hand_ins, strict=True) if not hand_in]
    return layout, [each for each in hand_ins if each], tuple(_named(entry) for entry in left)


def _are_most(hand_ins: list[HandIn | None], everybody: list[HandIn | None]) -> bool:
    """Whether a layout knows something of more than half of the students that plain folders would be of."""
    students = {each.student for each in everybody if each}
    known = {each.student for each, hand_in in zip(everybody, hand_ins, strict=True) if each and hand_in}
    return 2 * len(known) > len(students)


def _unwrapped(entries: list[Entry], assignment: str) -> list[Entry]:
    """Without the one folder around everything: archives are often made of a whole folder.

    Unless that is the folder of the only student: in it lies a notebook of the assignment's own name.
    """
    within = {entry.parts[1] for entry in entries if len(entry.parts) > 1}
    if len(within) < 2 or len({entry.parts[0] for entry in entries}) > 1 or f"{assignment}.ipynb" in within:
        return entries
    return [replace(entry, parts=entry.parts[1:]) for entry in entries]


def _named(entry: Entry) -> str:
    return "/".join(entry.parts) + (f" ({entry.refused})" if entry.refused else "")


# --- whose file is it? ---

_MOODLE = re.compile(r"(?P<name>.*)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
_CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<id>\d+)_\d+_(?P<file>.+)")
_CANVAS_BLIND = re.compile(r"(?P<name>anon)_(?P<id>[A-Za-z0-9]+)(?P<late>_LATE)?_\d+_(?P<file>.+)")
_EXCHANGE = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")
_NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.(?:json|txt))?", re.IGNORECASE)  # some browsers add an ending
_NUMBERED = re.compile(r"(-\d+| *\(\d+\))+$")
_OTHER_STEPS = {"source", "release", "autograded", "feedback", "solution"}  # nbgrader's folders beside `submitted`


def _moodle(entry: Entry, assignment: str) -> HandIn | None:
    """`Full Name_4711_assignsubmission_file/...`, or without folders and with the file's name at the end."""
    for part in entry.parts:
        if match := _MOODLE.fullmatch(part):
            name = match["file"] if part is entry.parts[-1] and match["file"] else entry.name
            return _hand_in(match["name"], name, entry, number=match["id"])
    return None


def _exchange(entry: Entry, assignment: str) -> HandIn | None:
    """`STUDENT+ASSIGNMENT+TIME[+RANDOM]/...` for each attempt."""
    for part in entry.parts[:-1]:
        match = _EXCHANGE.fullmatch(part)
        if match and match["assignment"] == assignment:
            return _hand_in(match["student"], entry.name, entry, attempt=match["time"])
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
        return _hand_in(parts[0], entry.name, entry)
    return None


def _canvas(entry: Entry, assignment: str) -> HandIn | None:
    """`bitdiddleben_LATE_1234_56789_name.ipynb`: student, user, file; `anon_x1Y2z_56789_...` when marking blindly."""
    match = _CANVAS_BLIND.fullmatch(entry.name) or _CANVAS.fullmatch(entry.name)
    return match and _hand_in(match["name"], match["file"], entry, number=match["id"], late=bool(match["late"]))


def _plain(entry: Entry, assignment: str) -> HandIn | None:
    """`STUDENT.ipynb`, `STUDENT.zip`, or a folder for each student."""
    if len(entry.parts) > 1:
        return _hand_in(entry.parts[0], entry.name, entry)
    if match := _NOTEBOOK.fullmatch(entry.name) or re.fullmatch(r"(?P<stem>.+)\.zip", entry.name, re.IGNORECASE):
        return _hand_in(match["stem"], entry.name, entry)
    return None


# The names that cannot be mistaken come first.
_LAYOUTS = (
    Layout("a download from Moodle", _moodle, certain=True),
    Layout("nbgrader's exchange", _exchange, certain=True, has_times=True),
    Layout("nbgrader's submitted/", _submitted, certain=True, has_times=True),
    Layout("nbgrader's submitted/", _course, has_times=True),
    Layout("a download from Canvas", _canvas),
    Layout("a folder of notebooks", _plain),
)


def _hand_in(student: str, name: str, entry: Entry, number: str = "", **more: Any) -> HandIn | None:
    """None if nothing is left of the student's name when it has become the name of a folder.

    nbgrader, shells and pages have to live with that name. The number in the LMS tells two of one name apart.
    """
    letters = (letter for letter in unicodedata.normalize("NFC", student) if unicodedata.category(letter)[0] != "C")
    plain = re.sub(r"[/\\*+?\[\]]", "-", "".join(letters)).lstrip(". ")
    plain = plain.encode()[:150].decode(errors="ignore").strip()
    return HandIn(f"{plain}_{number}" if number else plain, name, entry, **more) if plain else None


# --- one student ---


def _collect_one(target: Path, student: str, files: list[HandIn], has_times: bool) -> Collected:
    """Write what that student handed in last to `target`."""
    latest = max(file.attempt for file in files)
    files = [file for file in files if file.attempt == latest]
    notices = ["handed in late"] if any(file.late for file in files) else []
    before = None
    try:
        before = _before(target)
        name, content = _notebook(files, target.stem)
    except Unreadable as reason:
        if before is not None:
            return Collected(student, "unchanged", (*notices, f"{reason}; what was collected before stays"))
        return Collected(student, "missing", (*notices, str(reason)))
    if name != target.name:
        notices.append(f"took {name}")
    if content != before:
        write(target, content)
    for file in files:
        if has_times and file.name == "timestamp.txt":
            try:
                write(target.with_name(file.name), _content(file))
            except Unreadable as reason:
                notices.append(f"timestamp.txt was left out: {reason}")
    outcome = "new" if before is None else "unchanged" if before == content else "replaced"
    return Collected(student, outcome, tuple(notices))


def _before(target: Path) -> bytes | None:
    """What was collected before; the student's folder is made. Raises Unreadable if the way there is no good."""
    for folder in (target.parent.parent, target.parent):
        if folder.is_symlink():
            raise Unreadable(f"{folder} is a link, and was not followed")
        folder.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        raise Unreadable(f"{target} is a folder; remove it")
    try:
        return read_bytes(target)
    except Unreadable:
        return None


def _notebook(files: list[HandIn], assignment: str) -> tuple[str, bytes]:
    """The name and content of the notebook among one student's files. Raises Unreadable if there is none, or many."""
    chosen = _chosen(files, assignment)
    if chosen is None:
        archives = [file for file in files if file.name.lower().endswith(".zip")]
        if len(archives) == 1:
            inside = [HandIn("", entry.name, entry) for entry in files_within(_content(archives[0]))]
            chosen, files = _chosen(inside, assignment), inside
    if chosen is None:
        raise Unreadable(f"no notebook, but {_list(files)}")
    return chosen.name, _content(chosen)


def _chosen(files: list[HandIn], assignment: str) -> HandIn | None:
    """The notebook of the assignment's name; else of nearly that name, as browsers and Canvas number it; else any."""
    stems = {id(file): match["stem"] for file in files if (match := _NOTEBOOK.fullmatch(file.name))}
    notebooks = [file for file in files if id(file) in stems]
    exact = [file for file in notebooks if stems[id(file)] == assignment]
    near = [file for file in notebooks if _NUMBERED.sub("", stems[id(file)]).lower() == assignment.lower()]
    candidates = exact or near or notebooks
    if len(candidates) > 1:
        raise Unreadable(f"{len(candidates)} notebooks, and nothing tells which counts: {_list(candidates)}")
    return candidates[0] if candidates else None


def _content(file: HandIn) -> bytes:
    if file.entry.refused:
        raise Unreadable(f"{file.name} {file.entry.refused}")
    return file.entry.read()


def _list(files: list[HandIn]) -> str:
    names = [file.name for file in files]
    if len(set(names)) < len(names):
        names = ["/".join(file.entry.parts) for file in files]
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
