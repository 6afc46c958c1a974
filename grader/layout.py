"""A course folder, laid out as nbgrader lays it out.

course/
  release/NAME/            what students get (and release/NAME.zip)
  submitted/STUDENT/NAME/NAME.ipynb
  autograded/STUDENT/NAME/NAME.ipynb, report.json
  feedback/STUDENT/NAME/NAME.html
  reports/NAME/index.html  the class at a glance
  grades/NAME.csv
  collected/NAME.json     what was known of each hand-in when it was collected
  exports/NAME/            for the LMS
  gradebook.db
  kit.json                which kit all this was released from
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .records import Report

_OURS = ("release", "submitted", "autograded", "gradebook.db")


@dataclass(frozen=True)
class Course:
    """The paths of one course folder."""

    root: Path

    @property
    def gradebook(self) -> Path:
        """nbgrader's SQLite gradebook."""
        return self.root / "gradebook.db"

    @property
    def submissions(self) -> Path:
        """What students handed in: below this folder nothing is trusted, and no link is followed."""
        return self.root / "submitted"

    def released(self, assignment: str) -> Path:
        """The folder that students get."""
        return self.root / "release" / assignment

    def submitted(self, assignment: str, student: str) -> Path:
        """What that student handed in."""
        return self.submissions / student / assignment / f"{assignment}.ipynb"

    def autograded(self, assignment: str, student: str) -> Path:
        """The notebook with the report in its test cells."""
        return self.root / "autograded" / student / assignment / f"{assignment}.ipynb"

    def report(self, assignment: str, student: str) -> Path:
        """The report beside the autograded notebook."""
        return self.autograded(assignment, student).with_name("report.json")

    def feedback(self, assignment: str, student: str) -> Path:
        """The page for that student."""
        return self.root / "feedback" / student / assignment / f"{assignment}.html"

    def class_report(self, assignment: str) -> Path:
        """The folder of the pages for the instructor."""
        return self.root / "reports" / assignment

    def grades(self, assignment: str) -> Path:
        """The table of grades."""
        return self.root / "grades" / f"{assignment}.csv"

    def collected(self, assignment: str) -> Path:
        """What `collect` knew of each hand-in. Not in `submitted/`, where students' own files may lie."""
        return self.root / "collected" / f"{assignment}.json"

    def exported(self, assignment: str) -> Path:
        """The folder of what goes back to an LMS."""
        return self.root / "exports" / assignment

    def check(self) -> None:
        """Raise InputError if this is not a course folder that can be written to."""
        if not self.root.is_dir():
            raise InputError(f"There is no course folder {self.root}; `grader release ASSIGNMENT` makes one.")
        if not any((self.root / name).exists() for name in _OURS):
            raise InputError(
                f"{self.root} is not a course folder: it has none of {', '.join(_OURS)}. "
                "Name another one with --course, or make one with `grader release ASSIGNMENT`."
            )
        if not os.access(self.root, os.W_OK | os.X_OK):
            raise InputError(f"No permission to write to {self.root}; make it writable or name another one (--course).")

    def students(self, assignment: str, only: str | None = None) -> list[str]:
        """Everyone with a folder for that assignment in `submitted/`. Raises InputError if there is nobody."""
        folder = self.submissions
        found = sorted(path.parent.name for path in folder.glob(f"*/{assignment}")) if folder.is_dir() else []
        if only is not None and only not in found:
            raise InputError(f"{only} has no folder {folder / only / assignment}; {_who(found)}")
        if not found:
            raise InputError(
                f"There are no submissions in {folder}: expected {folder / 'STUDENT' / assignment / assignment}.ipynb "
                "for each student."
            )
        return found if only is None else [only]

    def read_report(self, assignment: str, student: str) -> Report | None:
        """The report of one student; None if there is none or it is damaged."""
        try:
            return Report.from_dict(json.loads(self.report(assignment, student).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def reports(self, assignment: str) -> Iterator[Report]:
        """Every report of an assignment, by student. Raises InputError for a damaged one."""
        for path in sorted((self.root / "autograded").glob(f"*/{assignment}/report.json")):
            student = path.parent.parent.name
            report = self.read_report(assignment, student)
            if report is None:
                raise InputError(f"{path} is damaged; grade {student} again (`--student {student}`).")
            yield report


def _who(students: list[str]) -> str:
    shown = ", ".join(students[:10]) + (", ..." if len(students) > 10 else "")
    return f"there are: {shown}." if students else "nobody has handed in anything yet."
