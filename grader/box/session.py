"""One submission in the box: run its cells, then answer the hidden tests in fresh copies of it.

Everything that comes from there is a student's word: any value, late, forged or missing.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .box import Box
from .inside import wire
from .inside.libraries import count_named

_QUICK = 1.0  # seconds for a statement when most of the class should not wait for it
_ATTEMPTS = 4  # to run the cells; the last one runs imports and definitions only
_NOWHERE = (0, 0)  # cells are counted from 1


class OutOfTime(Exception):
    """The student's code did not answer within its limit."""


class OverLimit(Exception):
    """The student's processes used more than they may; the message says of what."""


class Gone(Exception):
    """The process of the student's code ended by itself."""


@dataclass(frozen=True)
class Notebook:
    """What a session runs: numbered cells, and the functions that are looked for afterwards."""

    cells: tuple[tuple[int, str], ...]
    functions: tuple[str, ...]


class Session:
    """One submission in the box: its cells have run, its functions can be called."""

    def __init__(self, box: Box, notebook: Notebook, quick: bool = False) -> None:
        """Run the cells. With `quick`, a statement that takes more than a second raises OutOfTime."""
        self._box, self._notebook, self._quick = box, notebook, quick
        self.functions, self.sources = notebook.functions, dict(notebook.cells)
        self._libraries = count_named(source for _, source in notebook.cells)
        self._deadline = time.monotonic() + box.limits.submission_seconds
        self._connection: socket.socket | None = None
        self.skipped: set[tuple[int, int]] = set()  # statements (cell, index) that did not end, or ended the process
        self.errors: list[dict[str, Any]] = []
        self._run_cells()

    def _run_cells(self) -> None:
        """Run the notebook; after a statement that never ends or kills its process, again without it."""
        self.errors = []
        for attempt in range(1, _ATTEMPTS + 1):
            if time.monotonic() >= self._deadline:
                return
            self._connection = self._box.connect(self._libraries)
            stuck = self._try_cells(definitions_only=attempt == _ATTEMPTS)
            if stuck is None:
                return
            self.close()
            if self._quick:
                raise OutOfTime()
            self.skipped |= {stuck} - {_NOWHERE}

    def _try_cells(self, definitions_only: bool) -> tuple[int, int] | None:
        """None if the cells ran to their end, else the statement at which they stopped."""
        limits = self._box.limits
        statement_seconds = _QUICK if self._quick else limits.statement_seconds
        at, patience = _NOWHERE, statement_seconds
        order = {
            "cells": [list(cell) for cell in self._notebook.cells],
            "skip": [list(place) for place in sorted(self.skipped)],
            "definitions_only": definitions_only,
            "seconds": limits.notebook_seconds,
        }
        end = min(time.monotonic() + limits.notebook_seconds * limits.patience, self._deadline)
        try:
            self._connection.settimeout(limits.notebook_seconds)
            wire.send(self._connection, order)
            while True:
                message = _wait(self._connection, min(time.monotonic() + patience, end))
                if message[0] == "at":
                    at = (int(message[1]), int(message[2]))
                    # a large library may take its time on a busy machine
                    patience = limits.notebook_seconds if message[3] is True else statement_seconds
                elif message[0] == "ready":
                    self.errors = _cell_errors(message[1])
                    return None
        except Exception:  # late, gone, or whatever reading a forged message raises
            return at

    @contextlib.contextmanager
    def test(self, seed: int, seconds: int) -> Iterator[TestProcess]:
        """A fresh copy of the session for one test, with its own random numbers and processor time."""
        if time.monotonic() >= self._deadline:
            raise OutOfTime()
        if self._connection is None:  # the test before broke it
            self._run_cells()
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._ask_for(theirs, seed, seconds)
            process = TestProcess(self._box, ours, seconds)
            try:
                yield process
            finally:
                if process.broken:  # it may still be running; the next test gets a clean session
                    self.close()
                else:
                    self._box.end_leftovers()

    def _ask_for(self, connection: socket.socket, seed: int, seconds: int) -> None:
        request = seed.to_bytes(8, "big") + seconds.to_bytes(8, "big")
        try:
            if self._connection is None:
                raise Gone("the notebook does not run to its end")
            self._connection.settimeout(seconds)
            socket.send_fds(self._connection, [request], [connection.fileno()])
        except OSError:
            self.close()  # the next test gets a clean session, or it shows that the box is gone
            raise Gone("the notebook's process ended") from None

    def close(self) -> None:
        """End the session with every process it has left."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._box.end_session()


def _cell_errors(errors: Any) -> list[dict[str, Any]]:
    keys = ("type", "text", "place")
    return [{"cell": int(error["cell"]), **{key: str(error[key])[:500] for key in keys}} for error in errors[:100]]


class TestProcess:
    """The process in which one hidden test calls the student's functions."""

    __test__ = False  # pytest: not a test class

    def __init__(self, box: Box, connection: socket.socket, seconds: int) -> None:
        self._box, self._connection, self._seconds = box, connection, seconds
        self._deadline = time.monotonic() + seconds * box.limits.patience
        self.broken = False
        self._bound: dict[str, list[Any] | None] = {}

    def bind(self, meanings: dict[str, list[Any] | None]) -> None:
        """Let names mean what `calls.serve` understands: a proxy, or the student's own function (None)."""
        new = {name: meaning for name, meaning in meanings.items() if self._bound.get(name) is not meaning}
        if new:
            self._send(["bind", new])
            self._bound |= new

    def call(
        self,
        name: str,
        args: tuple,
        kwargs: dict[str, Any],
        answer: Callable[[Any, Any, Any, Any], list],
        with_arguments: bool = True,
        times: int | None = None,
    ) -> list[Any]:
        """The reply to a call, with the arguments as they are afterwards if they are wanted; what canned functions
        saw is its last item.

        With `times`, it is the list of what so many calls return, each with a copy of the arguments.
        `answer(kind, name, args, kwargs)` serves what the student's code asks for.
        """
        self._send(["call", name, list(args), kwargs, with_arguments, times])
        while True:
            message = self._receive()
            if not isinstance(message, list) or not message or not isinstance(message[0], str):
                raise self._break(Gone("what came back is no answer"))
            if message[0] != "ask" or len(message) != 5:
                return message
            self._reply(answer(*message[1:]))

    def _reply(self, answer: list[Any]) -> None:
        try:
            self._send(answer)
        except wire.TooLarge as error:
            self._send(["raise", str(error)])

    def _send(self, message: Any) -> None:
        try:
            self._connection.settimeout(max(self._deadline - time.monotonic(), 0.01))
            wire.send(self._connection, message)
        except TimeoutError:
            raise self._break(OutOfTime()) from None
        except (wire.Closed, OSError):
            raise self._break(self._cause()) from None

    def _receive(self) -> Any:
        try:
            return _wait(self._connection, self._deadline)
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


def _wait(connection: socket.socket, deadline: float) -> Any:
    """The next message. Raises OutOfTime or WireError."""
    if time.monotonic() >= deadline:  # also if there are always more messages
        raise OutOfTime()
    try:
        return wire.receive(connection, deadline)
    except TimeoutError:
        raise OutOfTime() from None
