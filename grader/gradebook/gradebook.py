"""nbgrader's gradebook, filled from reports: the same entries that `nbgrader autograde` makes, in one transaction each.

Manual scores and comments that an instructor gave in the form grader are never touched.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError, SAWarning
from traitlets.config import Config

from ..errors import InputError
from ..layout import Course
from ..records import Report
from .settings import database, put_scripts_on_path, settings, without_server_extensions

with without_server_extensions():
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Grade,
        Gradebook,
        InvalidEntry,
        MissingEntry,
        SubmittedAssignment,
        SubmittedNotebook,
    )
    from nbgrader.utils import parse_utc

_INDEXES = {"submitted_notebook": "assignment_id", "grade": "notebook_id", "comment": "notebook_id"}


def final_scores(course: Course, assignment: str) -> dict[str, float]:
    """Each student's points as the gradebook has them: manual scores count, late penalties are taken off.

    Who still waits for a person to enter points, after a fault of ours, is left out.
    """
    points: dict[str, float] = {}
    penalties: dict[tuple[str, str], float] = {}  # of a student's notebooks
    waiting: set[str] = set()
    with _opened(course, settings(course), assignment) as gradebook:
        # One query for all: a submission's own `score` asks the database for each.
        grades = (
            gradebook.db.query(SubmittedAssignment.student_id, SubmittedNotebook, Grade)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == assignment)
        )
        for student, notebook, grade in grades:
            points[student] = points.get(student, 0.0) + float(grade.score)
            penalties[student, notebook.id] = float(notebook.late_submission_penalty or 0)
            if grade.auto_score is None and grade.manual_score is None:
                waiting.add(student)
    for (student, _), penalty in penalties.items():
        points[student] -= penalty
    return {student: max(0.0, score) for student, score in points.items() if student not in waiting}


class LateRule(Protocol):
    """nbgrader's plugin for late submissions, or one that an instructor wrote in its place."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points that are taken off; None takes off none."""


class GradebookWriter:
    """The one writer of a course's gradebook. A context manager."""

    def __init__(self, course: Course, assignment: str) -> None:
        self._config = settings(course)
        self._gradebook = _opened(course, self._config, assignment)
        self._assignment = assignment
        self._index()
        found = self._gradebook.find_assignment(assignment)
        # Once: a grade's own way to its name asks the database for each grade of each submission.
        cells = self._gradebook.db.query(BaseCell).filter(BaseCell.notebook_id.in_([n.id for n in found.notebooks]))
        self._names = {cell.id: cell.name for cell in cells}

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._gradebook.close()

    def _index(self) -> None:
        """Let the database find the rows of a submission without reading all of them: time grows with the class only.

        nbgrader's tables have no such index; its own commands and pages gain as well.
        """
        try:
            for table, column in _INDEXES.items():
                name = f"grader_{table}_{column}"
                self._gradebook.db.execute(text(f'CREATE INDEX IF NOT EXISTS {name} ON "{table}" ({column})'))
            self._gradebook.db.commit()
        except DBAPIError:  # locked: then the first grade will say so; or the tables are another user's
            self._gradebook.db.rollback()

    def score(self, student: str) -> float:
        """What the gradebook says of that student now, manual scores included."""
        return float(self._gradebook.find_submission(self._assignment, student).score)

    def record(self, report: Report, answered: Iterable[str], timestamp: bytes | None) -> None:
        """Enter the scores of a report, and when the notebook was handed in (nbgrader's timestamp.txt).

        After a fault the scores are left empty, for a person.
        """
        try:
            self._enter(report, set(answered), _submitted_at(timestamp))
        except (OperationalError, InvalidEntry) as error:
            self._gradebook.db.rollback()
            raise InputError(
                f"The gradebook cannot be written to ({getattr(error, 'orig', error)}). Another program may hold it; "
                "close that, and run the command again: what is graded already is not lost."
            ) from None
        except Exception:
            self._gradebook.db.rollback()
            raise

    def _enter(self, report: Report, answered: set[str], submitted: datetime | None) -> None:
        submission = self._submission(report.student, submitted)
        scores = {f"test_{part.id}": float(part.score) for part in report.parts}
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None if report.status == "fault" else scores.get(self._names[grade.cell_id])
                grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
            for comment in notebook.comments:
                comment.auto_comment = None if self._names[comment.cell_id] in answered else "No response."
        self._gradebook.db.flush()
        self._assign_penalty(submission)
        self._gradebook.db.commit()

    def _submission(self, student: str, submitted: datetime | None) -> SubmittedAssignment:
        self._gradebook.update_or_create_student(student)
        time = {} if submitted is None else {"timestamp": submitted}
        with warnings.catch_warnings():
            # nbgrader builds a submission before it adds it to the session; SQLAlchemy 2.1 remarks on that.
            warnings.simplefilter("ignore", SAWarning)
            return self._gradebook.update_or_create_submission(self._assignment, student, **time)

    @cached_property
    def _late(self) -> LateRule:
        """The plugin for late submissions that the course's settings name."""
        from nbgrader.preprocessors import AssignLatePenalties  # imports half of Jupyter: only where it is needed

        penalties = AssignLatePenalties(config=self._config)
        penalties.init_plugin()
        rule: LateRule = penalties.plugin_inst
        return rule

    def _assign_penalty(self, submission: SubmittedAssignment) -> None:
        """nbgrader's rule for late submissions, and its settings (extensions are in `total_seconds_late`)."""
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if late > 0:
                penalty = self._late.late_submission_penalty(submission.student.id, notebook.score, late)
                notebook.late_submission_penalty = penalty and min(max(penalty, 0.0), notebook.score)


def _opened(course: Course, config: Config, assignment: str) -> Gradebook:
    """The course's gradebook. Raises InputError if the assignment was not released there."""
    put_scripts_on_path()
    gradebook = Gradebook(database(course, config), config.CourseDirectory.course_id)
    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        gradebook.close()
        raise InputError(
            f"The gradebook does not know the assignment `{assignment}`; run `grader release {assignment}` first."
        ) from None
    return gradebook


def _submitted_at(timestamp: bytes | None) -> datetime | None:
    """When a submission was handed in, by the content of nbgrader's timestamp.txt."""
    try:
        return parse_utc(timestamp.decode().strip()) if timestamp else None
    except (ValueError, OverflowError):  # no time
        return None
