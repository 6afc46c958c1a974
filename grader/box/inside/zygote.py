"""The first program in a box, and all that is forked from it.

    zygote            has imported what notebooks need (warming.py); runs no code of a student
     |- session       one submission: namespaces, limits, its cells (submission.py)
     |   `- test      one hidden test: a copy of the session, which calls its functions; killed afterwards
     `- zygote        a copy that serves another box, or has rare libraries

Each obeys the orders that come in at a connection of its own (messages.py), and ends with it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from IPython.core.interactiveshell import InteractiveShell

from . import landlock, seccomp, typed, walls, wire
from .messages import (
    MOST_ERRORS,
    Ran,
    Ready,
    Running,
    Setup,
    StartCopy,
    StartSession,
    ToFirstProcess,
    ToNewSession,
    ToSession,
    ToZygote,
    WallsUp,
    WhenReady,
)
from .proxies import Line, stand_for_references
from .submission import run_cells, serve
from .warming import import_rare, warm_up

M = TypeVar("M")


class Sessions(NamedTuple):
    """What each session is a copy of, and how it is forked and closed off."""

    fork: Callable[[], int]
    close_walls: Callable[[], None]
    work: str
    shell: InteractiveShell
    line: Line


def main() -> None:
    """Serve until our side closes the control connection."""
    sys.path.pop(0)  # it led here: nothing that a student imports is looked for beside this program
    control = socket.socket(fileno=int(sys.argv[1]))
    setup = typed.receive(control, ToFirstProcess)
    fork, close_walls = _prepare_walls(control, setup)
    walls.link_files(setup.walls.work, setup.walls.links)
    os.chdir(setup.walls.work)
    line = stand_for_references(setup.reference)
    shell, ready = warm_up(setup)
    _obey(control, ready, Sessions(fork, close_walls, setup.walls.work, shell, line))


def _prepare_walls(control: socket.socket, setup: Setup) -> tuple[Callable[[], int], Callable[[], None]]:
    """Do once what each box needs; how each session is forked and what it has to do then is returned."""
    limits, wanted = setup.limits, setup.walls
    if wanted.kind == "namespaces":
        walls.show_processes()
        walls.drop_root(walls.NOBODY)
        program = seccomp.system_call_filter(namespaces=True)
        return walls.fork_into_namespaces, lambda: walls.close_with_namespaces(
            wanted.work, wanted.links, limits, program
        )
    walls.supervise(control)
    if wanted.kind == "landlock":
        readable = [*wanted.readable, wanted.work]
        rules = landlock.ruleset(readable, ["/dev/null"], wanted.hidden)
        limits = walls.count_tasks(limits)
        walls.drop_root(walls.own_user(), readable, wanted.work)
        program = seccomp.system_call_filter(namespaces=False)
        return os.fork, lambda: walls.close_with_landlock(rules, limits, program)
    return os.fork, lambda: walls.close_without(limits)


def _obey(control: socket.socket, ready: Ready, sessions: Sessions) -> None:
    """Obey orders until our side closes the connection. A copy does the same, on a connection of its own."""
    copies: list[int] = []
    while order := _next(control, ToZygote):
        match order:
            case WhenReady(), None:
                typed.send(control, ready)
            case StartSession(rare), socket.socket() as connection:
                import_rare(rare)
                if sessions.fork() == 0:
                    control.close()
                    _become_session(sessions, connection)
                connection.close()
            case StartCopy(rare), socket.socket() as connection:
                import_rare(rare)
                copies.append(os.fork())
                if copies[-1] == 0:
                    control, connection, copies = connection, control, []
                connection.close()
        _reap()
    for copy in copies:  # each ends when its own connection does; here its processor time is accounted for
        with contextlib.suppress(ChildProcessError):
            os.waitpid(copy, 0)


def _become_session(sessions: Sessions, connection: socket.socket) -> None:
    """In a child of the zygote: close the walls, then run one submission. Never returns."""
    status = 1
    try:
        sessions.close_walls()
        typed.send(connection, WallsUp())
        os.chdir(sessions.work)
        for stream in (1, 2):  # what students print goes nowhere; standard input is the null device already
            os.dup2(0, stream)
        _run_submission(sessions, connection)
        status = 0
    finally:
        os._exit(status)


def _run_submission(sessions: Sessions, connection: socket.socket) -> None:
    """Run the cells, then fork a process for each test."""
    program = typed.receive(connection, ToNewSession)
    walls.limit_processor_time(program.seconds)
    errors = run_cells(
        sessions.shell,
        program.cells,
        program.skip,
        program.definitions_only,
        starting=lambda cell, index, importing: typed.send(connection, Running(cell, index, importing)),
    )
    typed.send(connection, Ran(tuple(errors[:MOST_ERRORS])))
    while order := _next(connection, ToSession):
        test, line = order
        assert line is not None
        if os.fork() == 0:
            connection.close()
            sessions.line.connection = line
            walls.limit_processor_time(test.seconds)
            serve(sessions.line, sessions.shell.user_ns, test.seed)
            os._exit(0)
        line.close()
        _reap()


def _next(connection: socket.socket, direction: type[typed.Direction[M]]) -> tuple[M, socket.socket | None] | None:
    """The next order, and the connection that came with it; None at the end."""
    try:
        return typed.receive_with_connection(connection, direction)
    except wire.Closed:
        return None


def _reap() -> None:
    """Collect ended children; as the first process of its process namespace a session inherits orphans too."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass


if __name__ == "__main__":
    main()
