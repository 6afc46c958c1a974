"""Grading: examiners, each in a process of its own, turn submissions into reports.

The one function that matters is `grade`, Submission -> Report; how it is mapped over a class is the caller's
business: on threads of this process (`unordered_map`) or on a cluster (grader/course/cluster.py).
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from ..box.inside import processes, typed, wire
from ..box.isolation import KEEP_MEMORY, choose
from ..errors import BrokenTests
from ..kit.assignment import Assignment
from ..kit.kit import Kit
from ..records import Notice, PartResult, Report, Submission, TestResult
from .messages import FromExaminer, FromNewExaminer, Graded, Order, Refused, StartExaminer

PATIENCE = 600.0  # seconds for one submission; far above what its limits allow together
_ENVIRONMENT = {
    **{f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")},
    "GLIBC_TUNABLES": KEEP_MEMORY,
}

M = TypeVar("M")
T = TypeVar("T")
R = TypeVar("R")


class ExaminerServer:
    """The process that has imported all that examiners need, and forks them (examiner.py)."""

    def __init__(self, assignment: Assignment, isolation: str) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        # For what examiners leave behind: they may be killed at any moment.
        self._scratch = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        os.chmod(self._scratch.name, 0o711)  # students' code may run as another user, in a folder in there
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.examine.examiner", str(assignment.kit.root), assignment.id]
                + [isolation, str(theirs.fileno())],
                cwd=assignment.kit.root,
                env={**os.environ, **_ENVIRONMENT, "TMPDIR": self._scratch.name},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C reaches the command only, which ends its examiners itself
            )

    def fork(self) -> socket.socket:
        """The connection to a new examiner. Raises OSError or WireError if the server is gone."""
        return typed.connect(self._control, StartExaminer())

    def last_words(self) -> str:
        """The end of what it and its examiners said."""
        with contextlib.suppress(ValueError):  # closed
            return processes.last_words(self._log)
        return ""

    def close(self) -> None:
        """Let it end when its examiners have; what is left after some seconds is killed."""
        self._control.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()
        self._scratch.cleanup()


class ExaminerProcess:
    """An examiner in a process of its own, which makes ready while nobody waits for it."""

    def __init__(self, server: ExaminerServer) -> None:
        self._server, self._connection = server, server.fork()
        self._process: int | None = None  # a descriptor: a number could be that of another process soon
        self._ending = threading.Lock()

    def grade(self, submission: Submission, seed: int | None, quick: bool) -> Report | None:
        """The examiner's report; None if it needs more than a quick look.

        Raises WireError if the examiner died, and BrokenTests if it can grade nobody.
        """
        if self._process is None:
            first = self._receive(FromNewExaminer)
            if isinstance(first, Refused):
                raise BrokenTests(submission.assignment, first.problems)
            self._process = os.pidfd_open(first.pid)
        typed.send(self._connection, Order(submission, seed, quick))
        answer = self._receive(FromExaminer)
        return answer.report if isinstance(answer, Graded) else None

    def _receive(self, direction: type[typed.Direction[M]]) -> M:
        try:
            return typed.receive(self._connection, direction, time.monotonic() + PATIENCE)
        except (TimeoutError, wire.Closed):
            raise wire.Closed(f"the examiner ended: {self._server.last_words()}") from None

    def hang_up(self) -> None:
        """Let an idle examiner end by itself."""
        self._connection.close()

    def close(self, at_once: bool = False) -> None:
        """End the process, if need be in the middle of a submission; its box ends with it."""
        self.hang_up()
        with self._ending:  # whoever waits for its report sees that it ended, and closes it as well
            process, self._process = self._process, None
        if process is None:
            return
        if not select.select([process], [], [], 0 if at_once else 5)[0]:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(process, signal.SIGKILL)
            select.select([process], [], [])
        os.close(process)


class Examiners:
    """A pool of examiner processes, started as they are needed; `grade` may be called from several threads at once."""

    def __init__(self, assignment: Assignment, isolation: str = "auto", seed: int | None = None) -> None:
        self.assignment, self.seed = assignment, seed
        with tempfile.TemporaryDirectory() as scratch:
            self.isolation = choose(isolation, Path(scratch)).name  # a clear refusal before any process starts
        self._idle: queue.LifoQueue[ExaminerProcess] = queue.LifoQueue()
        self._all: list[ExaminerProcess] = []
        self._servers: list[ExaminerServer] = []  # the last one forks
        self._lock = threading.Lock()
        self._closed = False

    def start(self, count: int) -> None:
        """Start so many processes; they make ready while the caller does something else."""
        for _ in range(count):
            self._idle.put(self._new())

    def __enter__(self) -> Examiners:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes; those in the middle of a submission at once."""
        self._closed = True
        idle = set(self._idle.queue)
        for examiner in self._all:  # all at the same time
            examiner.hang_up()
        for examiner in self._all:
            examiner.close(at_once=examiner not in idle)
        for server in self._servers:
            server.close()

    def grade(self, submission: Submission, quick: bool = False, seed: int | None = None) -> Report | Submission:
        """The report on a submission, whatever happens: after a second death of the examiner it is a fault.

        With `quick`, a submission that needs more than a moment comes back as it is, to be graded after the others.
        """
        reason = "the grading was stopped"
        for _ in range(2):
            if self._closed:
                break
            examiner = None
            try:
                examiner = self._take()
                report = examiner.grade(submission, self.seed if seed is None else seed, quick)
            except (wire.WireError, OSError) as error:
                reason = str(error)
                if examiner:
                    examiner.close()
                continue
            self._idle.put(examiner)
            return report or submission
        return fault(self.assignment, submission, reason, self.isolation)

    def examine(self, submission: Submission) -> Report:
        """The report on a submission, with all the time that it may take."""
        report = self.grade(submission)
        assert isinstance(report, Report)  # only a quick look can come back without one
        return report

    def _take(self) -> ExaminerProcess:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._new()

    def _new(self) -> ExaminerProcess:
        with self._lock:
            try:
                examiner = ExaminerProcess(self._servers[-1])
            except (IndexError, OSError, wire.WireError):  # there is none yet, or it is gone
                self._servers.append(ExaminerServer(self.assignment, self.isolation))
                examiner = ExaminerProcess(self._servers[-1])
            self._all.append(examiner)
        return examiner


_pools: dict[tuple[Kit, str, str, int | None], Examiners] = {}
_one_pool = threading.Lock()


def examiners(assignment: Assignment, isolation: str, seed: int | None) -> Examiners:
    """The pool of this process, made when it is first needed and closed at the latest when the process ends."""
    with _one_pool:  # a worker of Dask has several threads
        key = assignment.kit, assignment.id, isolation, seed
        if key not in _pools:
            pool = _pools[key] = Examiners(assignment, isolation, seed)
            atexit.register(pool.close)
    return _pools[key]


def grade(
    assignment: Assignment, isolation: str, seed: int | None, submission: Submission, quick: bool = False
) -> Report | Submission:
    """The report on one submission, as `Examiners.grade` gives it; may run in any process that has the kit."""
    return examiners(assignment, isolation, seed).grade(submission, quick)


def fault(assignment: Assignment, submission: Submission, reason: str, isolation: str) -> Report:
    """The report that says that the grader failed, for a person to look at."""
    parts = tuple(
        PartResult(
            part.id,
            part.id,
            False,
            (TestResult("grader", "The grader", "fault", 0.0, part.points, "The grader itself failed."),),
        )
        for part in assignment.parts
    )
    notices = (*submission.notices, Notice("grader", f"The grader failed: {reason}"))
    return Report(assignment.id, submission.student, "fault", parts, notices, isolation)


def unordered_map(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """The results in the order in which they are ready; few items are read ahead, so memory stays flat."""
    pending: set[Future[R]] = set()
    pool = ThreadPoolExecutor(jobs)
    try:
        for item in items:
            if len(pending) >= 2 * jobs:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
            pending.add(pool.submit(function, item))
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after Ctrl-C nobody waits for an endless loop
