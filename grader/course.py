"""A course folder, laid out as nbgrader lays it out.

course/
  release/rbm/            what students get (and release/rbm.zip)
  submitted/STUDENT/rbm/rbm.ipynb
  autograded/STUDENT/rbm/rbm.ipynb, report.json
  feedback/STUDENT/rbm/rbm.html
  reports/rbm/index.html  the class at a glance
  grades/rbm.csv
  exports/rbm/            for the LMS
  gradebook.db
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .assignment import InputError
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

    def released(self, assignment: str) -> Path:
        """The folder that students get."""
        return self.root / "release" / assignment

    def submitted(self, assignment: str, student: str) -> Path:
        """What that student handed in."""
        return self.root / "submitted" / student / assignment / f"{assignment}.ipynb"

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
        folder = self.root / "submitted"
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


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Keep a second grading out of this course folder. The claim ends with its process, however that ends."""
    with open(root / ".grading", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"Another grading of {root} is running; wait for it, or stop it first.") from None
        except OSError as error:
            raise InputError(f"No file can be locked in {root} ({error.strerror}); use another disk.") from None
        yield


def write(path: Path, content: str | bytes) -> None:
    """Replace a file as a whole: whoever reads it sees the old content or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(f".{path.name}-*"):  # of a grading that was killed
        leftover.unlink()
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turn what the file system refuses into words."""
    try:
        yield
    except OSError as error:
        place = error.filename or root
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise InputError(f"No permission to write {place}; make it writable.") from None
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InputError(f"The disk is full: {place}. Make room and run the command again.") from None
        raise
