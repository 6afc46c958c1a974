"""What an LMS or nbgrader hands the instructor, put where grading looks: submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb.

Whose a file is can be told from its path, in one of the layouts that `collect` is given; else from plain folders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import InputError, Unreadable
from ..files import read_bytes, write, writing
from ..layout import Course
from ..records import Collected, CollectedAs, Collection
from .archive import Entry, files_of, files_within
from .layouts import NOTEBOOK, PLAIN, HandIn, Layout

_NUMBERED = re.compile(r"(-\d+| *\(\d+\))+$")  # as browsers and Canvas tell two files of one name apart


def collect(path: Path, assignment: str, course: Course, layouts: Iterable[Layout]) -> Collection:
    """Copy each student's notebook into `submitted/`. Who handed in no notebook gets an empty folder there.

    So everybody is in the class that is graded, as "unreadable" at the worst. Nothing is written outside
    `submitted/`, whatever the files are called. The first of `layouts` that fits counts, else plain folders. Raises
    InputError if no student can be told from the paths.
    """
    try:
        entries = files_of(path)
    except Unreadable as reason:
        raise InputError(f"Cannot collect from {path}: {reason}.") from None
    layout, hand_ins, left = _recognised(entries, assignment, layouts)
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
        _note(course.collected(assignment), layout.name, students)
    return Collection(layout.name, students, left)


def _note(path: Path, layout: str, students: Iterable[Collected]) -> None:
    """Write down what is known of the hand-ins that count now, beside what was noted of others before."""
    notes = read_notes(path)
    for student in students:
        if student.outcome != "unchanged" or student.student not in notes:
            notes[student.student] = {"layout": layout, "file": student.file, "late": student.late}
    write(path, json.dumps(notes, indent=1) + "\n")


def read_notes(path: Path) -> dict[str, dict[str, Any]]:
    """What `collect` noted of each student; nothing if it collected nothing, or the file is damaged."""
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _recognised(
    entries: list[Entry], assignment: str, layouts: Iterable[Layout]
) -> tuple[Layout, list[HandIn], tuple[str, ...]]:
    """The first layout that knows most students, what it finds, and the files that belong to nobody."""
    plain = _unwrapped(entries, assignment)
    everybody = [PLAIN.whose(entry, assignment) for entry in plain]
    found, files, hand_ins = PLAIN, plain, everybody
    for layout in layouts:
        known = [layout.whose(entry, assignment) for entry in entries]
        if any(known) and (layout.certain or _are_most(known, everybody)):
            found, files, hand_ins = layout, entries, known
            break
    left = [entry for entry, hand_in in zip(files, hand_ins, strict=True) if not hand_in]
    return found, [each for each in hand_ins if each], tuple(_named(entry) for entry in left)


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
    outcome: CollectedAs = "new" if before is None else "unchanged" if before == content else "replaced"
    late = True if any(file.late for file in files) else None
    return Collected(student, outcome, tuple(notices), name, late)


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
    stems = {id(file): match["stem"] for file in files if (match := NOTEBOOK.fullmatch(file.name))}
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
