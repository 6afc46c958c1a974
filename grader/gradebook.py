"""nbgrader's gradebook, filled from reports: the same entries that `nbgrader autograde` makes, in one transaction each.

Manual scores and comments that an instructor gave in the form grader are never touched.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy.exc import SAWarning

from .assignment import InputError
from .records import Report


class GradebookWriter:
    """The one writer of a course's gradebook. A context manager."""

    def __init__(self, database: str, assignment: str) -> None:
        put_scripts_on_path()
        self._gradebook = Gradebook(database)
        self._late = LateSubmissionPlugin()
        try:
            self._assignment = self._gradebook.find_assignment(assignment)
        except MissingEntry:
            self._gradebook.close()
            raise InputError(
                f"The gradebook does not know the assignment `{assignment}`; run `grader release {assignment}` first."
            ) from None

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._gradebook.close()

    def record(self, report: Report, answered: Iterable[str], submitted: datetime | None) -> None:
        """Enter the scores of a report. After a fault the scores stay empty and wait for a person."""
        gradebook, name = self._gradebook, self._assignment.name
        gradebook.update_or_create_student(report.student)
        time = {} if submitted is None else {"timestamp": submitted}
        with warnings.catch_warnings():
            # nbgrader builds a submission before it adds it to the session; SQLAlchemy 2.1 remarks on that.
            warnings.simplefilter("ignore", SAWarning)
            submission = gradebook.update_or_create_submission(name, report.student, **time)
        scores = {f"test_{part.id}": float(part.score) for part in report.parts}
        answered = set(answered)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None if report.status == "fault" else scores.get(grade.name)
                grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
            for comment in notebook.comments:
                comment.auto_comment = None if comment.name in answered else "No response."
        gradebook.db.commit()
        self._assign_penalty(submission)

    def _assign_penalty(self, submission) -> None:
        """nbgrader's rule for late submissions (extensions are in `total_seconds_late`)."""
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            penalty = late > 0 and self._late.late_submission_penalty(submission.student.id, notebook.score, late)
            notebook.late_submission_penalty = min(max(penalty, 0.0), notebook.score) if penalty else None
        self._gradebook.db.commit()


def put_scripts_on_path() -> None:
    """nbgrader starts `alembic` by its name when it makes a gradebook."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
