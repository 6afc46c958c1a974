"""One assignment of a whole class: read, grade, and write everything down as the reports come in."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import fingerprint, progress
from .assignment import Assignment, InputError
from .autograded import has_answer, insert_report, restored
from .course import Course, write, writing
from .notebook import Unreadable, read_notebook, read_submission
from .records import Report, Submission
from .render import class_pages, feedback_page, grades_csv

if TYPE_CHECKING:
    from .gradebook import GradebookWriter

Grade = Callable[..., Report | Submission]  # (submission, quick=False); a submission that is slow comes back
Map = Callable[[Grade, Iterable[Submission]], Iterator[Report | Submission]]


@dataclass(frozen=True)
class Classwork:
    """One assignment of one course."""

    assignment: Assignment
    course: Course

    def grade(self, students: list[str], grade: Grade, map: Map, as_json: bool = False) -> dict[str, str]:
        """Grade these students' submissions; each is written down as soon as its report is there.

        The result says for whom that failed, and why: nothing of one student, however odd, keeps the others waiting.

        `map` yields the reports in any order, computed on threads, on a cluster, or one after the other. Endless
        loops come last: everybody else is graded before a full time limit is spent on one.
        """
        from .gradebook import GradebookWriter  # imports nbgrader: only where it is needed

        gc.freeze()  # or each collection looks through all of that
        hashes: dict[str, str] = {}  # of the submissions that are being graded
        failed: dict[str, str] = {}
        reports = _slow_last(grade, map, self._submissions(students, hashes))
        with writing(self.course.root), GradebookWriter(self.course, self.assignment.id) as gradebook:
            for report in progress.shown(reports, len(students), as_json):
                known = {"submission": hashes.pop(report.student), "tests": fingerprint.of_tests(self.assignment.id)}
                try:
                    with writing(self.course.root):
                        self._write_down(replace(report, versions={**report.versions, **known}), gradebook)
                except InputError:
                    raise  # the gradebook or the disk: what holds for all
                except Exception as error:
                    failed[report.student] = f"{type(error).__name__}: {error}"
        return failed

    def _submissions(self, students: list[str], hashes: dict[str, str]) -> Iterator[Submission]:
        for student in students:
            path = self.course.submitted(self.assignment.id, student)
            hashes[student] = fingerprint.of_submission(path)
            yield read_submission(self.assignment, student, path)

    def is_current(self, student: str) -> bool:
        """Whether a grade is there for the same submission, tests and environment. A fault is never current."""
        report = self.course.read_report(self.assignment.id, student)
        if report is None or report.status == "fault":
            return False
        path = self.course.submitted(self.assignment.id, student)
        return (report.versions.get("submission"), report.versions.get("tests")) == (
            fingerprint.of_submission(path),
            fingerprint.of_tests(self.assignment.id),
        )

    def _write_down(self, report: Report, gradebook: GradebookWriter) -> None:
        """The report file comes last: a report that is there is one whose grade is entered and whose pages are."""
        source = self.course.submitted(self.assignment.id, report.student)
        try:
            notebook = read_notebook(source)
        except Unreadable:
            notebook = self.assignment.notebook  # so that the form grader has something to show
        answered = [part.id for part in self.assignment.parts if has_answer(self.assignment, notebook, part.id)]
        gradebook.record(report, answered, source)
        shown = restored(self.assignment, notebook)
        insert_report(shown, report)
        write(self.course.autograded(self.assignment.id, report.student), json.dumps(shown) + "\n")
        self.write_feedback(report)
        write(self.course.report(self.assignment.id, report.student), json.dumps(report.to_dict()) + "\n")

    def write_feedback(self, report: Report) -> None:
        """The page for the student."""
        page = feedback_page(report, self.assignment.title)
        write(self.course.feedback(self.assignment.id, report.student), page)

    def write_class_pages(self) -> list[Report]:
        """The pages for the instructor and the table of grades, from all reports, which are returned."""
        name = self.assignment.id
        reports = list(self.course.reports(name))

        def link(report: Report) -> str:
            return f"../../feedback/{quote(report.student, safe='')}/{name}/{name}.html"

        with writing(self.course.root):
            for file, page in class_pages(reports, self.assignment.title, link).items():
                write(self.course.class_report(name) / file, page)
            write(self.course.grades(name), grades_csv(reports))
        return reports


def _slow_last(grade: Grade, map: Map, submissions: Iterable[Submission]) -> Iterator[Report]:
    slow = []
    for outcome in map(partial(grade, quick=True), submissions):
        if isinstance(outcome, Submission):
            slow.append(outcome)
        else:
            yield outcome
    yield from map(grade, slow)
