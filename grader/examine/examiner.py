"""The examiner: one process that holds hidden tests and references, grades submissions, and owns a box.

    python -m grader.examine.examiner KIT ASSIGNMENT ISOLATION DESCRIPTOR

This starts a server. It imports everything once; for each socket that comes in at the descriptor it forks an examiner.
Submissions come in there and reports go out as frames. No code of a student runs in here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from ..box.box import Box, BoxError, FirstProcess
from ..box.inside import typed, wire
from ..box.isolation import Visible, known
from ..box.session import OutOfTime, Program, Session
from ..kit.assignment import Assignment
from ..kit.kit import kit_at
from ..kit.settings import Limits
from ..records import Notice, Outcome, PartResult, Report, Status, Submission
from .examination import Examination, Slow, diagnosis_of, without_verdict
from .messages import Graded, Refused, Started, ToExaminer, TooSlow, ToServer
from .plugin import Plugin, run_plugin
from .problems import problems
from .references import references


def prepare(assignment: Assignment) -> None:
    """Import what an examiner needs only later: once for all that are forked, and while no submission waits."""
    references(assignment)
    diagnosis_of(assignment)


class Examiner:
    """Grades submissions of one assignment."""

    def __init__(
        self,
        assignment: Assignment,
        isolation: str,
        plugin: Plugin,
        limits: Limits | None = None,
        first: FirstProcess | None = None,
    ) -> None:
        """Its box is a copy of `first`; without that, or if such a box breaks, it starts one for itself."""
        self.assignment, self.plugin, self.limits = assignment, plugin, limits or _limits(assignment)
        self._first = first
        self._scratch = tempfile.TemporaryDirectory(prefix="grader-")
        self.isolation = known(isolation, Path(self._scratch.name))
        self._box: Box | None = None

    def examine(self, submission: Submission, seed: int | None = None, quick: bool = False) -> Report:
        """The report on one submission. What is wrong with the box itself is raised as BoxError.

        With `quick`, a cell or a test that takes more than a second raises Slow: its full time comes when the others
        of the class are graded.
        """
        started = time.monotonic()
        if submission.unreadable:
            return self._report(submission, "unreadable", self._untouched("skipped", ""), started)
        try:
            session = Session(self._open_box(), self._program(submission), quick)
        except OutOfTime:
            raise Slow() from None
        seed = secrets.randbits(63) if seed is None else seed
        try:
            examination = Examination(self.assignment, self.plugin, session, seed, quick, self.limits.test_seconds)
            parts = examination.parts()
        finally:
            session.close()
        faulty = any(test.outcome == "fault" for part in parts for test in part.tests)
        status: Status = "fault" if faulty else "graded"
        return self._report(submission, status, parts, started, examination.notices)

    def unexamined(self, submission: Submission, reason: str) -> Report:
        """The report after a fault of ours: no score, for a person to look at."""
        return self._report(submission, "fault", self._untouched("fault", reason), time.monotonic())

    def _open_box(self) -> Box:
        if self._box is None:
            first, self._first = self._first, None
            self._box = Box(self.isolation, _visible(self.assignment), _opening(self.assignment), self.limits, first)
        return self._box

    def close(self) -> None:
        """End the box; the next submission gets a new one."""
        if self._box is not None:
            self._box.close()
        self._box = None

    def _program(self, submission: Submission) -> Program:
        """The cells to run; opening cells that are as released have run already."""
        cells = [(cell.number, cell.source) for cell in submission.cells]
        opening = self.assignment.opening
        if tuple(source for _, source in cells[: len(opening)]) == opening:
            cells = cells[len(opening) :]
        return Program(tuple(cells), self.assignment.functions)

    def _untouched(self, outcome: Outcome, message: str) -> tuple[PartResult, ...]:
        """Every part without a verdict."""
        return tuple(without_verdict(self.plugin, part, outcome, message) for part in self.assignment.parts)

    def _report(
        self,
        submission: Submission,
        status: Status,
        parts: tuple[PartResult, ...],
        started: float,
        notices: Iterable[Notice] = (),
    ) -> Report:
        return Report(
            submission.assignment,
            submission.student,
            status,
            parts,
            (*submission.notices, *notices),
            self.isolation.name,
            time.monotonic() - started,
            dict(self._box.versions) if self._box else {},
            submission.unreadable,
        )


def _limits(assignment: Assignment) -> Limits:
    return assignment.settings.limits or Limits()


def _visible(assignment: Assignment) -> Visible:
    return Visible(tuple(assignment.kit.companions(assignment.id)), assignment.shared)


def _opening(assignment: Assignment) -> list[tuple[int, str]]:
    return list(enumerate(assignment.opening, start=1))


def _serve(connection: socket.socket, examiner: Examiner) -> None:
    """Grade what comes in, until wire.Closed."""
    typed.send(connection, Started(os.getpid()))
    while True:
        order = typed.receive(connection, ToExaminer)
        try:
            report = _examine(examiner, order.submission, order.seed, order.quick)
        except Slow:
            typed.send(connection, TooSlow())
        else:
            typed.send(connection, Graded(report))


def _examine(examiner: Examiner, submission: Submission, seed: int | None, quick: bool) -> Report:
    """One report, whatever happens; a broken box is replaced once."""
    for _attempt in (1, 2):
        try:
            return examiner.examine(submission, seed, quick)
        except Slow:
            raise
        except BoxError as error:
            examiner.close()
            reason = str(error)
        except Exception:
            return examiner.unexamined(submission, f"The grader failed: {traceback.format_exc(limit=-3)}")
    return examiner.unexamined(submission, reason)


def _fork_examiners(control: socket.socket, start: Callable[[socket.socket], None]) -> None:
    """For each connection that comes in, a fork that calls `start` with it; returns when no more come and all ended."""
    gc.freeze()
    examiners: list[int] = []
    while connection := _next(control):
        examiners.append(os.fork())
        if examiners[-1] == 0:
            control.close()
            start(connection)
            return
        connection.close()
    for examiner in examiners:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(examiner, 0)


def _next(control: socket.socket) -> socket.socket | None:
    """The connection for one more examiner; None at the end."""
    try:
        return typed.receive_with_connection(control, ToServer)[1]
    except wire.Closed:
        return None


def main() -> int:
    """Fork examiners for one parent until it closes the connection."""
    kit, name, isolation, descriptor = sys.argv[1:]
    assignment = Assignment.load(kit_at(Path(kit)), name)
    control = socket.socket(fileno=int(descriptor))
    with contextlib.ExitStack() as ends:  # what this server ends, and not those that are forked from it
        first = None
        if isolation == "bubblewrap":  # each session has namespaces and a folder of its own, whoever forks it
            first = FirstProcess(
                known(isolation, Path()), _visible(assignment), _opening(assignment), _limits(assignment)
            )
            ends.callback(first.close)

        def work(plugin: Plugin) -> None:
            found = tuple(problems(assignment, plugin))
            if not found:
                prepare(assignment)

            def start(connection: socket.socket) -> None:
                ends.pop_all()
                if found:
                    typed.send(connection, Refused(found))
                    return
                examiner = Examiner(assignment, isolation, plugin, first=first)
                with contextlib.suppress(wire.Closed), contextlib.closing(examiner):
                    _serve(connection, examiner)

            _fork_examiners(control, start)

        return run_plugin(assignment.hidden, work)


if __name__ == "__main__":
    sys.exit(main())
