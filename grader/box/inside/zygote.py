"""The first program in a box: import what notebooks need once, then fork a fresh copy for each submission.

    zygote            imports, the assignment's opening cells; runs no code of a student
     |- session       one submission: namespaces, limits, its cells
     |   `- test      one hidden test: a copy of the session, killed afterwards
     `- zygote        a copy that serves another box, or has rare libraries

A connection for each of them comes from our side as a file descriptor, with an order of two bytes: `z` for a zygote or
`s` for a session, and how many rare libraries are imported first. The order `r0` asks a zygote to say that it is ready.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The folder of this program is the first in the path; nothing else of the kit is visible in the box.
import landlock
import libraries
import seccomp
import walls
import wire

_LARGE, _MADV_COLLAPSE = 2 * 2**20, 25


def main() -> None:
    """Serve until our side closes the control connection."""
    control = socket.socket(fileno=int(sys.argv[1]))
    config = wire.receive(control)
    fork, close_walls = _prepare_walls(control, config)
    walls.link_files(config["work"], config["links"])
    os.chdir(config["work"])
    _give_fonts(config["fonts"])
    shell, line = _warm_up(config)
    versions = {"python": sys.version.split()[0], "numpy": sys.modules["numpy"].__version__}
    ready = {"versions": versions, "fonts": _fonts(config["fonts"])}
    _use_large_pages()
    gc.freeze()  # a collection in a fork would copy every page of these objects

    def start_session(control: socket.socket, connection: socket.socket) -> None:
        if fork() == 0:
            control.close()
            _start_session(close_walls, config["work"], shell, line, connection)

    _serve(control, ready, start_session)


def _serve(
    control: socket.socket,
    ready: dict[str, Any],
    start_session: Callable[[socket.socket, socket.socket], None],
) -> None:
    """Obey orders until our side closes the connection. A copy does the same, on a connection of its own."""
    copies: list[int] = []
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 2, 1)
        if not order:
            break
        if order == b"r0":
            wire.send(control, ready)
            continue
        _import(int(order[1:]))
        connection = socket.socket(fileno=descriptors[0])
        if order[:1] == b"z":
            copies.append(os.fork())
            if copies[-1] == 0:
                control, connection, copies = connection, control, []
        else:
            start_session(control, connection)
        connection.close()
        _reap()
    for copy in copies:  # each ends when its own connection does; here its processor time is accounted for
        with contextlib.suppress(ChildProcessError):
            os.waitpid(copy, 0)


def _use_large_pages() -> None:
    """Let this process's memory lie in pages of 2 MiB: each fork copies the table of its pages, each end clears one."""
    madvise = ctypes.CDLL(None).madvise
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, access, _, _, file, *_ = line.split()
        start, end = (int(address, 16) for address in addresses.split("-"))
        first, last = -(-start // _LARGE) * _LARGE, end // _LARGE * _LARGE
        if access == "rw-p" and file == "0" and first < last:  # no file behind it
            # Before Linux 6.1 this is an error, and everything as it was.
            madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), _MADV_COLLAPSE)


def _prepare_walls(control: socket.socket, config: dict[str, Any]) -> tuple[Callable[[], int], Callable[[], None]]:
    """Do once what each box needs; how each session is forked and what it has to do then is returned."""
    limits = walls.ProcessLimits(**config["limits"])
    if config["walls"] == "namespaces":
        walls.show_processes()
        walls.drop_root(walls.NOBODY)
        program = seccomp.system_call_filter(namespaces=True)
        return walls.fork_into_namespaces, lambda: walls.close_with_namespaces(
            config["work"], config["links"], limits, program
        )
    walls.supervise(control)
    if config["walls"] == "landlock":
        readable = [*config["readable"], config["work"]]
        rules = landlock.ruleset(readable, ["/dev/null"], config["hidden"])
        limits = walls.count_tasks(limits)
        walls.drop_root(walls.own_user(), readable, config["work"])
        program = seccomp.system_call_filter(namespaces=False)
        return os.fork, lambda: walls.close_with_landlock(rules, limits, program)
    return os.fork, lambda: walls.close_without(limits)


def _give_fonts(lists: dict[str, bytes]) -> None:
    """Put matplotlib's lists of fonts where it looks for them; otherwise it makes one."""
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="matplotlib-")
    for name, content in lists.items():
        Path(os.environ["MPLCONFIGDIR"], name).write_bytes(content)


def _fonts(given: dict[str, bytes]) -> dict[str, bytes]:
    """The lists that it had to make."""
    made = [path for path in Path(os.environ["MPLCONFIGDIR"]).glob("fontlist*.json") if path.name not in given]
    return {path.name: path.read_bytes() for path in made}


def _warm_up(config: dict[str, Any]) -> tuple[Any, Any]:
    """Import the libraries, run the opening cells; the shell and the proxies' line."""
    import numpy.random  # noqa: F401  numpy loads it when it is first used: that would be in each test
    from calls import Line, Reference
    from matplotlib import pyplot
    from namespace import new_shell, run_cells

    pyplot.show = lambda *args, **kwargs: pyplot.close("all")
    line = Line()
    sys.modules[config["reference"]] = Reference(config["reference"], line)
    sys.meta_path.append(_ReferenceParts(config["reference"], line))
    shell = new_shell()
    errors = run_cells(shell, config["opening"])
    if errors:
        raise RuntimeError(f"the assignment's own opening cells fail: {errors}")
    return shell, line


def _import(count: int) -> None:
    """What is still missing of so many rare libraries: for a notebook that needs them, and for all that come after."""
    for name in libraries.names(count):
        if name not in sys.modules:
            importlib.import_module(name)
            gc.freeze()


class _ReferenceParts:
    """Finds `solutions.anything` too, so that importing from a part of it is seen as what it is."""

    def __init__(self, name: str, line: Any) -> None:
        self.name, self.line = name, line

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True) if name.startswith(self.name + ".") else None

    def create_module(self, spec: Any) -> Any:
        from calls import Reference

        return Reference(spec.name, self.line)

    def exec_module(self, module: Any) -> None:
        pass


def _start_session(
    close_walls: Callable[[], None], work: str, shell: Any, line: Any, connection: socket.socket
) -> None:
    """In a child of the zygote: close the walls, then become the session. Never returns."""
    status = 1
    try:
        close_walls()
        wire.send(connection, "the walls are up")
        os.chdir(work)
        for stream in (1, 2):  # what students print goes nowhere; standard input is the null device already
            os.dup2(0, stream)
        _session(shell, line, connection)
        status = 0
    finally:
        os._exit(status)


def _session(shell: Any, line: Any, connection: socket.socket) -> None:
    from calls import serve
    from namespace import run_cells

    order = wire.receive(connection)
    walls.limit_processor_time(order["seconds"])
    errors = run_cells(
        shell,
        order["cells"],
        {tuple(place) for place in order["skip"]},
        order["definitions_only"],
        starting=lambda number, index, importing: wire.send(connection, ["at", number, index, importing]),
    )
    wire.send(connection, ["ready", errors])
    while True:
        data, descriptors, _, _ = socket.recv_fds(connection, 16, 1)
        if not data:
            return
        seed, seconds = (int.from_bytes(part, "big") for part in (data[:8], data[8:]))
        if os.fork() == 0:
            connection.close()
            line.connection = socket.socket(fileno=descriptors[0])
            walls.limit_processor_time(seconds)
            serve(line, shell.user_ns, seed)
            os._exit(0)
        os.close(descriptors[0])
        _reap()


def _reap() -> None:
    """Collect ended children; as the first process of its process namespace a session inherits orphans too."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass


if __name__ == "__main__":
    main()
