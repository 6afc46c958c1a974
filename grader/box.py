"""The box from our side: start it, put a submission into it, fork a process for each test, kill what is left.

Everything that comes out of a session or a test process is a student's word: it may be any value, late, or
missing, and it never decides by itself about points.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from .inside import wire
from .isolation import Isolation

_POLL = 0.1  # seconds between two looks at the memory of a slow process


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times in seconds, sizes in bytes."""

    statement_seconds: float = 3.0  # wall time of one statement of a cell
    notebook_seconds: int = 20  # processor time of all cells together
    test_seconds: int = 4  # processor time of one hidden test
    patience: float = 3.0  # wall time allowed, as a multiple of processor time
    address_space: int = 4 * 2**30  # of each process
    memory: int = 2 * 2**30  # resident, of all processes together
    processes: int = 64
    disk: int = 64 * 2**20


class BoxError(Exception):
    """The box does not work: a fault of ours, or of the machine."""


class OutOfTime(Exception):
    """The student's code did not answer within its limit."""


class OutOfMemory(Exception):
    """The student's code used more memory than its limit."""


class Gone(Exception):
    """The process of the student's code ended by itself."""


@dataclass(frozen=True)
class Notebook:
    """What a session runs: numbered cells, and the functions that are looked for afterwards."""

    cells: tuple[tuple[int, str], ...]
    functions: tuple[str, ...]


class Box:
    """One closed-off first process, with the libraries imported, that forks a session for each submission."""

    def __init__(self, isolation: Isolation, data: Path, opening: list[tuple[int, str]], limits: Limits) -> None:
        self.limits, self._walls = limits, isolation.walls
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        ours, theirs = socket.socketpair()
        config = {
            "walls": isolation.walls,
            "work": isolation.work,
            "reference": "solutions",
            "opening": opening,
            "font_cache": _font_cache(),
            "limits": {
                "memory": limits.address_space,
                "processes": limits.processes,
                "disk": limits.disk,
            },
        }
        command = isolation.command(data, [str(theirs.fileno()), json.dumps(config)])
        with theirs:
            self._process = subprocess.Popen(
                command,
                env=isolation.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._control = ours
        try:
            self.versions: dict[str, str] = wire.receive(ours, time.monotonic() + 120)
        except (wire.WireError, TimeoutError):
            words = self._last_words()
            self.close()
            raise BoxError(f"the box did not start: {words}") from None
        self._zygote = psutil.Process(self._process.pid)
        while isolation.walls and (children := self._zygote.children()):
            self._zygote = children[0]  # bubblewrap, its process 1, then ours

    def _last_words(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode(errors="replace").strip()

    def connect(self) -> socket.socket:
        """The connection to a new session."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"s"], [theirs.fileno()])
            except OSError as error:
                raise BoxError(f"the box is gone ({error}): {self._last_words()}") from None
        return ours

    def descendants(self) -> list[psutil.Process]:
        """Every process of every session, parents first."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return self._zygote.children(recursive=True)
        return []

    def kill_sessions(self) -> None:
        """Kill every process in the box but its first; a process namespace dies with its own first process."""
        if not self._walls:
            for process in self.descendants():
                _kill(process.pid)
        for outer in _children(self._zygote.pid):
            for first in _children(outer):
                _kill(first)
            _kill(outer)

    def close(self) -> None:
        """End the box with all that is in it."""
        self.kill_sessions()
        self._control.close()  # the first process ends by itself, and its processor time is accounted for
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _children(pid: int) -> list[int]:
    """The kernel's own list; psutil would look at every process of the machine."""
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _font_cache() -> str:
    import matplotlib

    return matplotlib.get_cachedir()


class Session:
    """One submission in the box: its cells have run, its functions can be called."""

    def __init__(self, box: Box, notebook: Notebook) -> None:
        self._box, self._notebook = box, notebook
        self.skipped: set[tuple[int, int]] = set()  # statements (cell, index) that did not end
        self.errors: list[dict[str, Any]] = []
        self.found: list[str] = []
        self._run_cells()

    def _run_cells(self) -> None:
        """Run the notebook; after a statement that never ends or kills its process, again without it."""
        for attempt in range(4):
            self._connection = self._box.connect()
            stuck = self._try_cells(definitions_only=attempt == 3)
            if stuck is None:
                return
            self.close()
            self.skipped.add(stuck)
        self.errors, self.found = [], []

    def _try_cells(self, definitions_only: bool) -> tuple[int, int] | None:
        """None if the cells ran to their end, else the statement at which they stopped."""
        limits = self._box.limits
        at = (0, 0)
        order = {
            "cells": [list(cell) for cell in self._notebook.cells],
            "functions": list(self._notebook.functions),
            "skip": [list(place) for place in sorted(self.skipped)],
            "definitions_only": definitions_only,
            "seconds": limits.notebook_seconds,
        }
        try:
            wire.send(self._connection, order)
            end = time.monotonic() + limits.notebook_seconds * limits.patience
            while True:
                left = min(limits.statement_seconds, end - time.monotonic())
                message = _wait(self._box, self._connection, left)
                if message[0] == "at":
                    at = (int(message[1]), int(message[2]))
                elif message[0] == "ready":
                    self.errors, self.found = _cell_errors(message[1]), [str(name) for name in message[2]]
                    return None
        except (OutOfTime, OutOfMemory, wire.WireError, ValueError, TypeError, IndexError, KeyError):
            return at

    @contextlib.contextmanager
    def test(self, seed: int, seconds: int) -> Iterator[TestProcess]:
        """A fresh copy of the session for one test, with its own random numbers and processor time."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                request = seed.to_bytes(8, "big") + seconds.to_bytes(8, "big")
                try:
                    socket.send_fds(self._connection, [request], [theirs.fileno()])
                except OSError:
                    raise Gone("the notebook's process ended") from None
            process = TestProcess(self._box, ours, seconds)
            try:
                yield process
            finally:
                if process.broken:  # it may still be running; the next test gets a clean session
                    self._restart()

    def _restart(self) -> None:
        self.close()
        self._run_cells()

    def close(self) -> None:
        """End the session with every process it has left."""
        self._connection.close()
        self._box.kill_sessions()


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

    def bind(self, kinds: dict[str, str | None]) -> None:
        """Let names mean a proxy that asks our side ("lent", "replaced"), or the student's own function (None)."""
        self._send(["bind", kinds])

    def call(
        self, name: str, args: tuple, kwargs: dict[str, Any], answer: Callable[[str, str, list, dict], list]
    ) -> list[Any]:
        """The reply to a call. `answer(kind, name, args, kwargs)` serves what the student's code asks meanwhile."""
        self._send(["call", name, list(args), kwargs])
        while True:
            message = self._receive()
            if not isinstance(message, list) or not message:
                raise self._break(Gone("what came back is no answer"))
            if message[0] != "ask" or len(message) != 5:
                return message
            self._send(answer(*message[1:]))

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
            return _wait(self._box, self._connection, self._deadline - time.monotonic())
        except (OutOfTime, OutOfMemory) as error:
            raise self._break(error) from None
        except wire.TooLarge as error:
            raise self._break(Gone(str(error))) from None
        except wire.WireError:
            raise self._break(self._cause()) from None

    def _cause(self) -> Exception:
        """Why it ended: the kernel kills a process at its limit of processor time without a word."""
        limits = self._box.limits
        used = time.monotonic() - (self._deadline - self._seconds * limits.patience)
        return OutOfTime() if used > 0.9 * self._seconds else Gone("the process ended in the middle of the call")

    def _break(self, error: Exception) -> Exception:
        self.broken = True
        return error


def _wait(box: Box, connection: socket.socket, seconds: float) -> Any:
    """The next message, while an eye is kept on the memory of the box. Raises OutOfTime, OutOfMemory, WireError."""
    deadline = time.monotonic() + seconds
    while not _readable(connection, min(_POLL, max(deadline - time.monotonic(), 0))):
        if time.monotonic() >= deadline:
            raise OutOfTime()
        if _resident(box) > box.limits.memory:
            raise OutOfMemory()
    try:
        return wire.receive(connection, deadline)
    except TimeoutError:
        raise OutOfTime() from None


def _readable(connection: socket.socket, seconds: float) -> bool:
    return bool(select.select([connection], [], [], seconds)[0])


def _resident(box: Box) -> int:
    """Bytes of memory that all processes of the box hold; shared pages are counted for each."""
    total = 0
    for process in box.descendants():
        with contextlib.suppress(psutil.NoSuchProcess):
            memory = process.memory_info()
            total += memory.rss - memory.shared
    return total
