"""One assignment of a whole class: read, grade, and write everything down as the reports come in."""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from ..errors import InputError, Unreadable
from ..files import write, writing
from ..gradebook.autograded import has_answer, insert_report, restored
from ..handed_in.collect import read_notes
from ..handed_in.notebook import HandedIn, read_handed_in
from ..kit.assignment import Assignment
from ..layout import Course
from ..pages import class_pages, feedback_page, grades_csv
from ..records import Notice, Provenance, Report, Submission
from . import progress
from .fingerprint import OLDER, SUBMISSION, changed, of_assignment, of_submission

if TYPE_CHECKING:
    from ..gradebook.gradebook import GradebookWriter

Outcome = Report | Submission


class Grade(Protocol):
    """Grades one submission. With `quick`, one that is slow comes back as it is."""

    def __call__(self, submission: Submission, quick: bool = False) -> Outcome: ...


Map = Callable[[Callable[[Submission], Outcome], Iterable[Submission]], Iterator[Outcome]]


@dataclass
class Grading:
    """How the grading of a class went."""

    failed: dict[str, str] = field(default_factory=dict)  # who was graded but could not be written down, and why
    unchanged: int = 0  # graded before, and left as they are
    changes: Counter[str] = field(default_factory=Counter)  # what changed since, for how many


@dataclass(frozen=True)
class Classwork:
    """One assignment of one course."""

    assignment: Assignment
    course: Course

    def grade(
        self,
        students: list[str],
        grade: Grade,
        map: Map,
        regrade: bool = False,
        as_json: bool = False,
        start: Callable[[], None] = lambda: None,
    ) -> Grading:
        """Grade these students' submissions; each is written down as soon as its report is there.

        Nothing of one student, however odd, keeps the others waiting. Who has a grade for the same submission, made
        with the same tests, is left out unless `regrade`. `start` is called as soon as there is something to do.

        `map` yields the reports in any order, computed on threads, on a cluster, or one after the other. Endless
        loops come last: everybody else is graded before a full time limit is spent on one.
        """
        grading, handed_in = Grading(), dict[str, HandedIn]()  # the latter: what is being graded
        submissions = self._submissions(students, regrade, grading, handed_in)
        first = next(submissions, None)
        if first is None:
            return grading
        start()
        from ..gradebook.gradebook import GradebookWriter  # imports nbgrader: only where it is needed

        gc.freeze()  # or each collection looks through all of that
        reports = _slow_last(grade, map, chain([first], submissions))
        with writing(self.course.root), GradebookWriter(self.course, self.assignment.id) as gradebook:
            for report in progress.shown(reports, lambda: len(students) - grading.unchanged, as_json):
                try:
                    with writing(self.course.root):
                        self._write_down(report, handed_in.pop(report.student), gradebook)
                except InputError:
                    raise  # the gradebook or the disk: what holds for all
                except Exception as error:
                    grading.failed[report.student] = f"{type(error).__name__}: {error}"
        return grading

    def _submissions(
        self, students: list[str], regrade: bool, grading: Grading, handed_in: dict[str, HandedIn]
    ) -> Iterator[Submission]:
        """Of each student who has no grade that is current, what is to be graded; each file is read once."""
        for student in students:
            found = self._read(student)
            changes = self._changes(found)
            if changes == [] and not regrade:
                grading.unchanged += 1
                continue
            grading.changes.update(changes or [])
            handed_in[student] = found
            yield found.submission(self.assignment)

    def _read(self, student: str) -> HandedIn:
        path = self.course.submitted(self.assignment.id, student)
        return read_handed_in(student, path, self.course.submissions)

    def is_current(self, student: str) -> bool:
        """Whether a grade is there for the same submission, tests and environment."""
        return self._changes(self._read(student)) == []

    def _changes(self, handed_in: HandedIn) -> list[str] | None:
        """What changed since that student's grade, in words; None if there is no grade. A fault is none."""
        before = self.course.read_report(self.assignment.id, handed_in.student)
        if before is None or before.status == "fault":
            return None
        if not before.fingerprints:
            return [OLDER]
        return changed(before.fingerprints, self._fingerprints(handed_in))

    def _fingerprints(self, handed_in: HandedIn) -> dict[str, str]:
        own = {SUBMISSION: of_submission(handed_in.content, handed_in.timestamp)}
        return own | of_assignment(self.assignment)

    @cached_property
    def _notes(self) -> dict[str, dict[str, Any]]:
        return read_notes(self.course.collected(self.assignment.id))

    def _provenance(self, handed_in: HandedIn) -> Provenance:
        """What `collect` and nbgrader know of how it was handed in."""
        note = self._notes.get(handed_in.student, {})
        at = handed_in.timestamp.decode(errors="replace").strip()[:100] if handed_in.timestamp else None
        return Provenance(at, note.get("layout"), note.get("file"), note.get("late"))

    def _write_down(self, report: Report, handed_in: HandedIn, gradebook: GradebookWriter) -> None:
        """The report file comes last: a report that is there is one whose grade is entered and whose pages are."""
        provenance = self._provenance(handed_in)
        late = [Notice("late", "the LMS marked it as handed in late")] if provenance.late else []
        report = replace(
            report,
            hand_in=provenance,
            notices=(*report.notices, *late),
            fingerprints=self._fingerprints(handed_in),
        )
        try:
            notebook = handed_in.notebook()
        except Unreadable:
            notebook = self.assignment.notebook  # so that the form grader has something to show
        answered = [part.id for part in self.assignment.parts if has_answer(self.assignment, notebook, part.id)]
        gradebook.record(report, answered, handed_in.timestamp)
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
    slow: list[Submission] = []
    for outcome in map(partial(grade, quick=True), submissions):
        if isinstance(outcome, Submission):
            slow.append(outcome)
        else:
            yield outcome
    for outcome in map(grade, slow):
        assert isinstance(outcome, Report)  # only a quick look can end without one
        yield outcome
