"""The invented class of `grader demo`: the case files of tests/submissions/<assignment>/class."""

from __future__ import annotations

import shutil

import nbformat

from .assignment import ROOT, Assignment
from .cases import as_notebook, cases, read_case
from .course import Course


def hand_in(assignment: Assignment, course: Course) -> int:
    """Put the class's notebooks into `submitted/`; how many students there are."""
    bank = ROOT / "tests" / "submissions" / assignment.id
    released = nbformat.read(course.released(assignment.id) / f"{assignment.id}.ipynb", as_version=4)
    plain = read_case(bank / "plain.py")
    shutil.rmtree(course.root / "submitted", ignore_errors=True)
    students = cases(bank / "class")
    for case in students:
        path = course.submitted(assignment.id, case.name)
        path.parent.mkdir(parents=True)
        nbformat.write(as_notebook(case, released, plain), path)
    damaged = sorted((bank / "class").glob("*.ipynb"))
    for source in damaged:
        path = course.submitted(assignment.id, source.stem)
        path.parent.mkdir(parents=True)
        shutil.copy(source, path)
    return len(students) + len(damaged)
