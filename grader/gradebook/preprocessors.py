"""The grader inside nbgrader: the preprocessors that `nbgrader autograde` and the form grader run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from ..errors import Unreadable
from ..examine.pool import examiners
from ..files import write
from ..handed_in.notebook import HandedIn, read_handed_in
from ..kit.assignment import Assignment
from ..kit.finding import find_kit
from ..layout import Course
from .autograded import insert_report, restored

Resources = dict[str, Any]  # what nbgrader and nbconvert hand from one preprocessor to the next


def _assignment(resources: Resources) -> Assignment:
    """The assignment that nbgrader is at; it works in the root of the course."""
    return Assignment.load(find_kit(course=Path.cwd()).kit, resources["nbgrader"]["assignment"])


def _handed_in(resources: Resources) -> HandedIn:
    """What the student that nbgrader is at has handed in."""
    names, course = resources["nbgrader"], Course(Path.cwd())
    submitted = course.submitted(names["assignment"], names["student"])
    return read_handed_in(names["student"], submitted, course.submissions)


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Put the cells that nbgrader knows back as released, so that a copied or deleted one stops nothing."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The notebook with its known cells restored."""
        assignment = _assignment(resources)
        handed_in = _handed_in(resources)
        if isinstance(handed_in.content, Unreadable):  # nbgrader itself follows links, to the work of others
            raise RuntimeError(f"{handed_in.student}: {handed_in.content}")
        return nbformat.from_dict(restored(assignment, nb)), resources


class GradeInBox(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """In the place of `Execute`: grade the submission, write its report into the outputs of the test cells."""

    isolation = Unicode("auto", help="`auto`, or `none` to run students' code without a box").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The notebook with points and messages in its test cells; the report is written beside it."""
        assignment = _assignment(resources)
        submission = _handed_in(resources).submission(assignment)
        report = examiners(assignment, self.isolation, None).examine(submission)
        if report.status == "fault":  # nbgrader then counts this submission as failed instead of entering zeros
            raise RuntimeError(f"{submission.student}: " + "; ".join(notice.text for notice in report.notices))
        insert_report(nb, report)
        report_path = Path(resources["metadata"]["path"], "report.json")
        write(report_path, json.dumps(report.to_dict()) + "\n")
        return nbformat.from_dict(nb), resources  # the outputs too become what nbformat works with
