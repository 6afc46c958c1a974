"""What an LMS or nbgrader hands the instructor, put where grading looks: submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb.

Whose a file is can be told from its path, in one of the layouts that `collect` is given; else from plain folders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import InputError, Unreadable
from ..files import folder_below, is_folder, read_in, write, write_in, writing
from ..layout import Course
from ..records import Collected, CollectedAs, Collection
from .archive import Entry, files_of, files_within
from .layouts import NOTEBOOK, HandIn, Layout
from .recognised import recognised

_NUMBERED = re.compile(r"(-\d+| *\(\d+\))+$")  # as browsers and Canvas tell two files of one name apart


def collect(
    path: Path, assignment: str, course: Course, layouts: Iterable[Layout], chosen: str | None = None
) -> Collection:
    """Copy each student's notebook into `submitted/`. Who handed in no notebook gets an empty folder there.

    So everybody is in the class that is graded, as "unreadable" at the worst. Nothing is written outside
    `submitted/`, whatever the files are called. The layout that explains all files counts, or the one with the key
    `chosen`. Raises InputError if several may be meant, or if no student can be told from the paths.
    """
    try:
        entries = files_of(path)
        reading = recognised(entries, assignment, layouts, chosen)
    except (Unreadable, InputError) as reason:
        raise InputError(f"Cannot collect from {path}: {str(reason).rstrip('.')}.") from None
    if not reading.hand_ins:
        raise InputError(
            f"No student can be told from the {len(entries)} files in {path}. Collect from: a .zip of Moodle "
            f"or Canvas, a folder with STUDENT.ipynb or STUDENT/{assignment}.ipynb, or nbgrader's submitted/."
        )
    by_student: dict[str, list[HandIn]] = {}
    for hand_in in reading.hand_ins:
        by_student.setdefault(hand_in.student, []).append(hand_in)
    with writing(course.root):
        students = tuple(
            _collect_one(course, assignment, student, files, reading.layout.has_times)
            for student, files in sorted(by_student.items())
        )
        _note(course.collected(assignment), reading.layout.name, students)
    return Collection(reading.layout.name, students, tuple(map(_named, reading.left)))


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


def _named(entry: Entry) -> str:
    return "/".join(entry.parts) + (f" ({entry.refused})" if entry.refused else "")


# --- one student ---


def _collect_one(course: Course, assignment: str, student: str, files: list[HandIn], has_times: bool) -> Collected:
    """Write what that student handed in last to the student's folder in `submitted/`."""
    latest = max(file.attempt for file in files)
    files = [file for file in files if file.attempt == latest]
    notices = ["handed in late"] if any(file.late for file in files) else []
    own = f"{assignment}.ipynb"
    before = None
    try:
        with folder_below(course.submissions, student, assignment) as folder:
            before = _before(folder, own)
            name, content = _notebook(files, assignment)
            if content != before:
                write_in(folder, own, content)
            for file in files:
                if has_times and file.name == "timestamp.txt":
                    notices += _write_time(folder, file)
    except Unreadable as reason:
        if before is not None:
            return Collected(student, "unchanged", (*notices, f"{reason}; what was collected before stays"))
        return Collected(student, "missing", (*notices, str(reason)))
    if name != own:
        notices.append(f"took {name}")
    outcome: CollectedAs = "new" if before is None else "unchanged" if before == content else "replaced"
    late = True if any(file.late for file in files) else None
    return Collected(student, outcome, tuple(notices), name, late)


def _write_time(folder: int, file: HandIn) -> list[str]:
    """Write nbgrader's note of when it was handed in; what the instructor should know of it."""
    try:
        write_in(folder, file.name, _content(file))
    except Unreadable as reason:
        return [f"timestamp.txt was left out: {reason}"]
    return []


def _before(folder: int, name: str) -> bytes | None:
    """What was collected before. Raises Unreadable if something is in its place that cannot be replaced."""
    try:
        return read_in(folder, name)
    except Unreadable:
        if is_folder(folder, name):
            raise Unreadable(f"{name} is a folder in `submitted/`; remove it") from None
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
