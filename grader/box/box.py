"""The box from our side: start it, open a session in it, watch what it uses, kill what is left.

Everything that comes out of a session or a test process is a student's word: it may be any value, late, or
missing, and it never decides by itself about points (session.py).
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ..kit.settings import Limits
from .inside import processes, typed, wire
from .inside.libraries import RARE
from .inside.messages import (
    FromNewSession,
    FromZygote,
    Setup,
    StartCopy,
    StartSession,
    WhenReady,
)
from .inside.walls import ProcessLimits
from .isolation import START, Isolation, Visible

_POLL = 0.1  # seconds between two looks at what a session uses
_START, _END = 120.0, 30.0  # seconds for a new box's imports, and for killed processes, on a busy machine


class BoxError(Exception):
    """The box does not work: a fault of ours, or of the machine."""


class FirstProcess:
    """The closed-off process that imports the libraries. It runs no code of a student, and forks all that does.

    It makes ready while the caller does something else.
    """

    def __init__(self, isolation: Isolation, visible: Visible, opening: list[tuple[int, str]], limits: Limits) -> None:
        self.namespaces = isolation.name == "bubblewrap"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        self.control, theirs = socket.socketpair()
        processes.tell_sender(self.control)
        setup = Setup(
            isolation.walls(visible),
            ProcessLimits(limits.address_space, limits.disk, limits.tasks),
            reference="solutions",
            opening=opening,
            fonts=_kept_fonts(),
        )
        with theirs:
            self._process = subprocess.Popen(
                isolation.command(visible, [str(theirs.fileno())]),
                cwd=START,
                env=isolation.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.pid = self._process.pid  # of bubblewrap, or of our supervisor
        with contextlib.suppress(wire.WireError):  # it is gone: whoever waits for it is told
            typed.send(self.control, setup)
        # Where copies come from, by how many rare libraries these have. Each process imports what it lacks when it is
        # first asked: no box has to do it again, and boxes that do not need them stay small, which makes forks cheap.
        self._templates = [self.control]
        if self.namespaces:
            with contextlib.suppress(OSError, wire.WireError):
                self._templates += [_copy(self.control, 0) for _ in RARE]

    def zygote(self, rare: int) -> socket.socket:
        """The connection to a copy that has so many rare libraries; without namespaces, to itself.

        Raises OSError or WireError.
        """
        if not self.namespaces:
            return self.control
        if rare >= len(self._templates):
            raise ConnectionError("the first process of the box ended")
        return _copy(self._templates[rare], rare)

    def last_words(self) -> str:
        """The end of what it said."""
        return processes.last_words(self._log)

    def close(self) -> None:
        """End it with all that is left in it."""
        for template in reversed(self._templates):  # they end by themselves, and their processor time is accounted for
            template.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _copy(zygote: socket.socket, rare: int) -> socket.socket:
    ours = typed.connect(zygote, StartCopy(rare))
    processes.tell_sender(ours)
    return ours


@dataclass(frozen=True)
class _Zygote:
    """A process that forks sessions."""

    control: socket.socket
    pid: int


class Box:
    """A closed-off process, with the libraries imported, that forks a session for each submission."""

    def __init__(
        self,
        isolation: Isolation,
        visible: Visible,
        opening: list[tuple[int, str]],
        limits: Limits,
        first: FirstProcess | None = None,
    ) -> None:
        """A copy of `first`, which other boxes may share, or a first process of its own."""
        self.limits = limits
        self.exceeded: str | None = None  # the limit for which the session was killed
        self.versions: dict[str, str] = {}
        self._first, self._shares = first or FirstProcess(isolation, visible, opening, limits), first is not None
        self._zygotes: dict[int, _Zygote] = {}  # by how many rare libraries they have
        self._lock = threading.Lock()  # one session at a time: it is opened, watched or ended
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        try:
            self._zygote = self._zygote_with(0)
        except BoxError:
            self._end()
            raise
        self._ours = {self._zygote.pid}
        self._watcher.start()

    def _zygote_with(self, rare: int) -> _Zygote:
        """The one that has so many rare libraries; without namespaces, the only one."""
        rare = rare if self._first.namespaces else 0
        if rare not in self._zygotes:
            self._zygotes[rare] = self._open(rare)
        return self._zygotes[rare]

    def _open(self, rare: int) -> _Zygote:
        with contextlib.ExitStack() as undo:
            try:
                control = undo.enter_context(self._first.zygote(rare))
                control.settimeout(_START)
                typed.send(control, WhenReady())
                pid = processes.sender(control)
                ready = typed.receive(control, FromZygote, time.monotonic() + _START)
            except (OSError, wire.WireError):
                raise BoxError(f"the box did not start: {self._first.last_words()}") from None
            undo.pop_all()
        self.versions = ready.versions
        _keep_fonts(ready.fonts)
        return _Zygote(control, pid)

    def connect(self, rare: int = 0) -> socket.socket:
        """The connection to a new session, whose walls are up; so many of the rare libraries are imported there."""
        with self._lock:
            self._wait_for_end()
            self._zygote = self._zygote_with(rare)
            try:
                ours = typed.connect(self._zygote.control, StartSession(rare))
            except (OSError, wire.WireError):
                raise self._no_session() from None
            try:
                typed.receive(ours, FromNewSession, time.monotonic() + _START)
            except (OSError, wire.WireError):
                ours.close()
                raise self._no_session() from None
            session = [pid for pid in processes.children(self._zygote.pid) if processes.is_running(pid)]
            self._ours = {self._zygote.pid, *session}
            self.exceeded = None
        return ours

    def _no_session(self) -> BoxError:
        return BoxError(f"no session starts in the box: {self._first.last_words()}")

    @property
    def _root(self) -> int:
        """Below it are all processes of students: orphans go to the first of their namespace, or to a supervisor."""
        return self._zygote.pid if self._first.namespaces else self._first.pid

    def end_leftovers(self) -> None:
        """Kill what a test has left behind; the session goes on."""
        for pid in self.students_processes():
            processes.kill(pid)

    def students_processes(self) -> list[int]:
        """Every process below the session's own one."""
        return [pid for pid in processes.descendants(self._root) if pid not in self._ours]

    def end_session(self) -> None:
        """Kill the session and all its processes; the next one waits until they are gone."""
        with self._lock:
            self._kill()

    def _kill(self) -> None:
        """Send the signals; `_wait_for_end` makes sure of it."""
        if self._first.namespaces:
            for session in processes.children(self._zygote.pid):  # with it ends its whole process namespace
                processes.kill(session)
        else:
            with contextlib.suppress(TimeoutError):
                processes.end_descendants(self._root, {self._zygote.pid})

    def _wait_for_end(self) -> None:
        deadline = time.monotonic() + _END
        while left := self._left():
            self._kill()
            if time.monotonic() > deadline:
                raise BoxError("the processes of a session do not end")
            processes.wait_for_end(left[0], 0.1)

    def _left(self) -> list[int]:
        adopted = [] if self._first.namespaces else processes.children(self._root)
        orphans = [pid for pid in adopted if pid != self._zygote.pid]
        return orphans + [pid for pid in self._students_and_sessions() if processes.is_running(pid)]

    def _students_and_sessions(self) -> list[int]:
        return [pid for pid in processes.descendants(self._root) if pid != self._zygote.pid]

    def _watch(self) -> None:
        """Kill the session as soon as its processes together are over a limit."""
        while not self._closing.wait(_POLL):
            with self._lock, contextlib.suppress(MemoryError):  # our own, while a reference may use little
                self.exceeded = self.exceeded or self._over_limit()
                if self.exceeded:
                    self._kill()

    def _over_limit(self) -> str | None:
        pids = self._students_and_sessions()
        if len(pids) > self.limits.tasks:
            return f"more than {self.limits.tasks} processes"
        if sum(map(processes.memory, pids)) > self.limits.memory:
            return f"more than {self.limits.memory / 2**30:g} GB of memory"
        return None

    def close(self) -> None:
        """End the box with all that is in it."""
        self._closing.set()
        self._watcher.join()
        self.end_session()
        self._end()

    def _end(self) -> None:
        for zygote in self._zygotes.values():
            zygote.control.close()
        if not self._shares:
            self._first.close()


def _fonts_folder() -> Path:
    """Where matplotlib's list of a box's fonts is kept: to make it takes a third of a new box's time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "grader", "fonts")


def _kept_fonts() -> dict[str, bytes]:
    with contextlib.suppress(OSError, RuntimeError):  # no home, or one that cannot be read: the box makes the list
        return {path.name: path.read_bytes() for path in _fonts_folder().glob("fontlist*.json")}
    return {}


def _keep_fonts(lists: dict[str, bytes]) -> None:
    with contextlib.suppress(OSError, RuntimeError):
        for name, content in lists.items():
            _fonts_folder().mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=_fonts_folder(), delete=False) as file:
                file.write(content)
            os.replace(file.name, _fonts_folder() / name)
