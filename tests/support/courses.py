"""What the tests of whole courses share: hand in, grade, and ask nbgrader's own commands."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from kits import ROOT, load

from grader.course.classwork import Classwork
from grader.examine.pool import Examiners, unordered_map
from grader.kit.cases import as_notebook, read_case

RBM = load("rbm")
BANK = ROOT / "tests" / "submissions" / "rbm"


def hand_in(course, student, case):
    """Put a case of the bank into `submitted/`."""
    released = nbformat.read(course.released("rbm") / "rbm.ipynb", as_version=4)
    path = course.submitted("rbm", student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(as_notebook(read_case(BANK / f"{case}.py"), released, read_case(BANK / "plain.py")), path)


def grade(course, students):
    """Grade these students, two at a time."""
    with Examiners(RBM) as examiners:
        work = Classwork(RBM, course)
        work.grade(students, examiners.grade, lambda function, items: unordered_map(function, items, 2), regrade=True)
    return {report.student: report for report in work.write_class_pages()}


def nbgrader(course, *arguments):
    """Run one of nbgrader's own commands in the course folder."""
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)


def exported(course):
    """Scores by student, as `nbgrader export` writes them."""
    assert nbgrader(course, "export").returncode == 0
    with open(course.root / "grades.csv", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
