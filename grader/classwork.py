"""One assignment of a whole class: read, grade, and write everything down as the reports come in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .assignment import Assignment
from .autograded import has_answer, insert_report, restored
from .course import Course, write, writing
from .gradebook import GradebookWriter
from .grading import Examiners, unordered_map
from .notebook import Unreadable, read_notebook, read_submission
from .records import Report
from .render import class_pages, feedback_page, grades_csv


def grade_class(
    assignment: Assignment,
    course: Course,
    *,
    student: str | None = None,
    jobs: int = 1,
    isolation: str = "auto",
    seed: int | None = None,
) -> list[Report]:
    """Grade all submissions (or one student's), write gradebook, notebooks, feedback and class pages."""
    students = course.students(assignment.id, student)
    with (
        writing(course.root),
        Examiners(assignment, isolation, seed) as examiners,
        GradebookWriter(course.database, assignment.id) as gradebook,
    ):

        def grade(name: str) -> Report:
            return examiners.grade(read_submission(assignment, name, course.submitted(assignment.id, name)))

        reports = []
        for report in _with_progress(unordered_map(grade, students, min(jobs, len(students))), len(students)):
            _write_down(assignment, course, report, gradebook)
            reports.append(report)
        write_class_pages(assignment, course, list(course.reports(assignment.id)))
    return sorted(reports, key=lambda report: report.student)


def _with_progress(reports: Iterator[Report], total: int) -> Iterator[Report]:
    last = TextColumn("{task.fields[last]}")
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), last)
    with Progress(*columns, disable=not sys.stdout.isatty(), transient=True) as progress:
        task = progress.add_task("", total=total, last="")
        for report in reports:
            progress.update(task, advance=1, last=report.student)
            yield report


def _write_down(assignment: Assignment, course: Course, report: Report, gradebook: GradebookWriter) -> None:
    """The gradebook comes before the report file: a report that is there is one whose grade is entered."""
    source = course.submitted(assignment.id, report.student)
    try:
        notebook = read_notebook(source)
    except Unreadable:
        notebook = assignment.notebook  # so that the form grader has something to show
    answered = [part.id for part in assignment.parts if has_answer(assignment, notebook, part.id)]
    gradebook.record(report, answered, _submitted_at(source))
    shown = restored(assignment, notebook)
    insert_report(shown, report)
    write(course.autograded(assignment.id, report.student), json.dumps(shown, indent=1) + "\n")
    write_feedback(assignment, course, report)
    write(course.report(assignment.id, report.student), json.dumps(report.to_dict(), indent=1) + "\n")


def write_feedback(assignment: Assignment, course: Course, report: Report) -> Path:
    """The page for the student; its path."""
    path = course.feedback(assignment.id, report.student)
    write(path, feedback_page(report, assignment.title))
    return path


def write_class_pages(assignment: Assignment, course: Course, reports: list[Report]) -> None:
    """The pages for the instructor, and the table of grades."""

    def link(report: Report) -> str:
        return f"../../feedback/{quote(report.student, safe='')}/{assignment.id}/{assignment.id}.html"

    folder = course.class_report(assignment.id)
    for name, page in class_pages(reports, assignment.title, link).items():
        write(folder / name, page)
    write(course.grades(assignment.id), grades_csv(reports))


def _submitted_at(source: Path) -> datetime | None:
    """nbgrader's timestamp.txt beside the notebook."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(source.with_name("timestamp.txt").read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
