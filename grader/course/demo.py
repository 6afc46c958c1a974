"""The invented class of `grader demo`: the case files of the bank's folder `class`."""

from __future__ import annotations

import shutil

import nbformat

from ..errors import InputError
from ..kit.assignment import Assignment
from ..kit.cases import as_notebook, cases, read_case
from ..layout import Course


def hand_in(assignment: Assignment, course: Course) -> int:
    """Put the class's notebooks into `submitted/`; how many there are. Raises InputError if others are there."""
    bank = assignment.kit.bank(assignment.id)
    released = nbformat.read(course.released(assignment.id) / f"{assignment.id}.ipynb", as_version=4)
    plain = read_case(bank / "plain.py")
    students, damaged = cases(bank / "class"), sorted((bank / "class").glob("*.ipynb"))
    invented = {*(case.name for case in students), *(path.stem for path in damaged)}
    submitted = course.root / "submitted"
    if submitted.exists() and (others := sorted({path.name for path in submitted.iterdir()} - invented)):
        more = f"{submitted} holds more than the demo's class ({others[0]})"
        raise InputError(f"{more}, and would be emptied. Choose another folder: --course DIR")
    shutil.rmtree(submitted, ignore_errors=True)
    for case in students:
        path = course.submitted(assignment.id, case.name)
        path.parent.mkdir(parents=True)
        nbformat.write(as_notebook(case, released, plain), path)
    for source in damaged:
        path = course.submitted(assignment.id, source.stem)
        path.parent.mkdir(parents=True)
        shutil.copy(source, path)
    return len(students) + len(damaged)
