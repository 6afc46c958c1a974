"""The processes of a box: the kernel's own list of them, their memory, their end.

psutil looks at every process of the machine for this (10 ms with a hundred of them); it is done for every test here.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import time
from typing import IO

_CREDENTIALS = struct.Struct("3i")  # struct ucred: process, user, group


def tell_sender(connection: socket.socket) -> None:
    """Let the kernel note of what arrives from now on who sent it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def sender(connection: socket.socket) -> int:
    """The process that sent what is to be read next, by its number out here. ConnectionError if nothing comes."""
    _, notes, _, _ = connection.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size), socket.MSG_PEEK)
    pid: int = _CREDENTIALS.unpack(notes[0][2])[0] if notes else 0
    if pid == 0:
        raise ConnectionError("nobody has sent anything")
    return pid


def children(pid: int) -> list[int]:
    """The children that any thread of that process has started, oldest first for each thread."""
    found: list[int] = []
    with contextlib.suppress(OSError):  # it has just ended
        for thread in os.listdir(f"/proc/{pid}/task"):
            found += map(int, _read(f"/proc/{pid}/task/{thread}/children").split())
    return found


def descendants(pid: int) -> list[int]:
    """Every process below that one, parents first."""
    found = children(pid)
    for child in found:  # the list grows while it is read
        found += children(child)
    return found


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it is more than a zombie."""
    return _read(f"/proc/{pid}/stat").rpartition(")")[2].split()[:1] not in ([], ["Z"], ["X"])


def memory(pid: int) -> int:
    """Bytes that a process holds and no file backs: its own pages, shared memory, swap."""
    lines = [line.split() for line in _read(f"/proc/{pid}/status").splitlines()]
    return sum(int(line[1]) * 1024 for line in lines if line[0] in ("RssAnon:", "RssShmem:", "VmSwap:"))


def tasks_of(uid: int) -> int:
    """How many processes and threads of that user there are; the kernel's limit counts all of them."""
    count = 0
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == uid:
                count += len(os.listdir(f"/proc/{name}/task"))
    return count


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal; a process that is gone already is no error."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_for_end(pid: int, seconds: float) -> None:
    """Until that process has ended, but no longer than so long."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([descriptor], [], [], seconds)
    finally:
        os.close(descriptor)


def end_descendants(pid: int, spared: set[int], seconds: float = 10.0) -> None:
    """Kill every process below `pid` but the spared ones, however fast they fork. TimeoutError if one stays."""
    deadline = time.monotonic() + seconds
    stopped: set[int] = set()
    looks = 2  # an orphan that is just being handed to its new parent stands in neither one's list
    while looks:
        running = {child for child in descendants(pid) if child not in spared and is_running(child)}
        if not running:
            looks -= 1
            continue
        looks = 2
        # Stopped first, until no new ones come: whoever forks without end fills its limit with stopped processes.
        fresh = running - stopped
        for child in fresh or running:
            kill(child, signal.SIGSTOP if fresh else signal.SIGKILL)
        stopped |= fresh
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(running)} processes do not end")
        if not fresh:
            time.sleep(0.0005)


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def last_words(log: IO[bytes]) -> str:
    """The end of what a process said that writes to this file, without moving the place where it goes on writing."""
    return os.pread(log.fileno(), 2000, max(0, os.fstat(log.fileno()).st_size - 2000)).decode(errors="replace").strip()
