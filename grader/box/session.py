"""One submission in the box: run its cells, then answer the hidden tests in fresh copies of it.

Everything that comes from there is a student's word: any value, late, forged or missing.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .box import Box
from .inside import typed, wire
from .inside.libraries import count_named
from .inside.messages import (
    Answered,
    AnswerWith,
    Ask,
    Bind,
    Call,
    CellError,
    FromCells,
    FromTest,
    Meaning,
    Missing,
    Raised,
    Ran,
    Refused,
    Returned,
    RunCells,
    StartTest,
)

_QUICK = 1.0  # seconds for a statement when most of the class should not wait for it
_ATTEMPTS = 4  # to run the cells; the last one runs imports and definitions only
_NOWHERE = (0, 0)  # cells are counted from 1

M = TypeVar("M")


class OutOfTime(Exception):
    """The student's code did not answer within its limit."""


class OverLimit(Exception):
    """The student's processes used more than they may; the message says of what."""


class Gone(Exception):
    """The process of the student's code ended by itself."""


@dataclass(frozen=True)
class Program:
    """What a session runs: numbered cells, and the functions that are looked for afterwards."""

    cells: tuple[tuple[int, str], ...]
    functions: tuple[str, ...]


class Session:
    """One submission in the box: its cells have run, its functions can be called."""

    def __init__(self, box: Box, program: Program, quick: bool = False) -> None:
        """Run the cells. With `quick`, a statement that takes more than a second raises OutOfTime."""
        self._box, self._program, self._quick = box, program, quick
        self.functions, self.sources = program.functions, dict(program.cells)
        self._libraries = count_named(source for _, source in program.cells)
        self._deadline = time.monotonic() + box.limits.submission_seconds
        self._connection: socket.socket | None = None
        self.skipped: set[tuple[int, int]] = set()  # statements (cell, index) that did not end, or ended the process
        self.errors: tuple[CellError, ...] = ()
        self._run_cells()

    def _run_cells(self) -> None:
        """Run the cells; after a statement that never ends or kills its process, again without it."""
        self.errors = ()
        for attempt in range(1, _ATTEMPTS + 1):
            if time.monotonic() >= self._deadline:
                return
            self._connection = self._box.connect(self._libraries)
            stuck = self._try_cells(self._connection, definitions_only=attempt == _ATTEMPTS)
            if stuck is None:
                return
            self.close()
            if self._quick:
                raise OutOfTime()
            self.skipped |= {stuck} - {_NOWHERE}

    def _try_cells(self, connection: socket.socket, definitions_only: bool) -> tuple[int, int] | None:
        """None if the cells ran to their end, else the statement at which they stopped."""
        limits = self._box.limits
        statement_seconds = _QUICK if self._quick else limits.statement_seconds
        at, patience = _NOWHERE, statement_seconds
        order = RunCells(self._program.cells, frozenset(self.skipped), definitions_only, limits.notebook_seconds)
        end = min(time.monotonic() + limits.notebook_seconds * limits.patience, self._deadline)
        try:
            connection.settimeout(limits.notebook_seconds)
            typed.send(connection, order)
            while True:
                message = _wait(connection, FromCells, min(time.monotonic() + patience, end))
                if isinstance(message, Ran):
                    self.errors = message.errors
                    return None
                at = message.cell, message.index
                # a large library may take its time on a busy machine
                patience = limits.notebook_seconds if message.importing else statement_seconds
        except (OutOfTime, OSError, wire.WireError):  # late, gone, or a forged message
            return at

    @contextlib.contextmanager
    def test(self, seed: int, seconds: int) -> Iterator[TestProcess]:
        """A fresh copy of the session for one test, with its own random numbers and processor time."""
        if time.monotonic() >= self._deadline:
            raise OutOfTime()
        if self._connection is None:  # the test before broke it
            self._run_cells()
        with self._start_test(seed, seconds) as connection:
            process = TestProcess(self._box, connection, seconds)
            try:
                yield process
            finally:
                if process.broken:  # it may still be running; the next test gets a clean session
                    self.close()
                else:
                    self._box.end_leftovers()

    def _start_test(self, seed: int, seconds: int) -> socket.socket:
        if self._connection is None:
            raise Gone("the notebook does not run to its end")
        try:
            self._connection.settimeout(seconds)
            return typed.connect(self._connection, StartTest(seed, seconds))
        except (OSError, wire.WireError):
            self.close()  # the next test gets a clean session, or it shows that the box is gone
            raise Gone("the notebook's process ended") from None

    def close(self) -> None:
        """End the session with every process it has left."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._box.end_session()


class TestProcess:
    """The process in which one hidden test calls the student's functions."""

    __test__ = False  # pytest: not a test class

    def __init__(self, box: Box, connection: socket.socket, seconds: int) -> None:
        self._box, self._connection, self._seconds = box, connection, seconds
        self._deadline = time.monotonic() + seconds * box.limits.patience
        self.broken = False
        self._bound: dict[str, Meaning] = {}

    def bind(self, meanings: Mapping[str, Meaning]) -> None:
        """Let names mean something else; a canned answer starts anew each time."""
        new = {
            name: meaning
            for name, meaning in meanings.items()
            if isinstance(meaning, AnswerWith) or self._bound.get(name, "own") != meaning
        }
        if new:
            self._send(Bind(new))
            self._bound |= new

    def call(self, call: Call, answer: Callable[[Ask], Answered | Refused]) -> Returned | Raised | Missing:
        """What a call comes to. `answer` serves what the student's code asks for while it runs."""
        self._send(call)
        while isinstance(reply := self._receive(), Ask):
            self._reply(answer(reply))
        return reply

    def _reply(self, answer: Answered | Refused) -> None:
        try:
            self._send(answer)
        except wire.TooLarge as error:
            self._send(Refused(str(error)))

    def _send(self, message: typed.Message) -> None:
        try:
            self._connection.settimeout(max(self._deadline - time.monotonic(), 0.01))
            typed.send(self._connection, message)
        except TimeoutError:
            raise self._break(OutOfTime()) from None
        except (wire.Closed, OSError):
            raise self._break(self._cause()) from None

    def _receive(self) -> Ask | Returned | Raised | Missing:
        try:
            return _wait(self._connection, FromTest, self._deadline)
        except OutOfTime as error:
            raise self._break(error) from None
        except wire.TooLarge as error:
            raise self._break(Gone(str(error))) from None
        except wire.Closed:
            raise self._break(self._cause()) from None
        except wire.WireError:
            raise self._break(Gone("what came back is no answer")) from None

    def _cause(self) -> Exception:
        """Why it ended: the kernel kills a process at its limit of processor time without a word."""
        if self._box.exceeded:
            return OverLimit(self._box.exceeded)
        limits = self._box.limits
        used = time.monotonic() - (self._deadline - self._seconds * limits.patience)
        return OutOfTime() if used > 0.9 * self._seconds else Gone("the process ended in the middle of the call")

    def _break(self, error: Exception) -> Exception:
        self.broken = True
        return error


def _wait(connection: socket.socket, direction: type[typed.Direction[M]], deadline: float) -> M:
    """The next message. Raises OutOfTime or WireError."""
    if time.monotonic() >= deadline:  # also if there are always more messages
        raise OutOfTime()
    try:
        return typed.receive(connection, direction, deadline)
    except TimeoutError:
        raise OutOfTime() from None
