"""Attacks on a box that do no harm where they succeed. `grader doctor` and the tests make them.

Each is a cell that defines `f(target)`. An attack on what is outside returns True if it got there. An attack on a
limit never returns by itself.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..kit.kit import carried

Target = dict[str, str | int]  # what an attack is told of its goal


@dataclass(frozen=True)
class Probe:
    """What a box promises, the cell that puts it to the test, and what a student is told at a limit (a pattern)."""

    name: str
    promise: str
    source: str
    told: str = ""


def _outside(name: str, promise: str, *lines: str) -> Probe:
    body = "".join(f"    {line}\n" for line in lines)
    return Probe(name, promise, f"import ctypes, mmap, os, resource, socket\ndef f(target):\n{body}    return True\n")


_LATE, _FULL, _NO_SPACE = "had not answered", "GB of memory", "No space left|Permission denied"
_LIBC = "libc = ctypes.CDLL(None)"

OUTSIDE = (
    _outside("file", "Files of this machine cannot be read", "open(target['secret']).read()"),
    _outside("passwords", "Nor can its list of users", "open('/etc/passwd').read()"),
    _outside("kit", "Hidden tests and reference solutions cannot be read", "open(target['kit']).read()"),
    _outside("import", "The kit cannot be imported", "import grader.examine.examination"),
    _outside(
        "processes",
        "Other processes cannot be looked at",
        "if target['marker'] not in open(f\"/proc/{target['pid']}/cmdline\").read(): return False",
    ),
    _outside("write", "Nothing can be written outside", "open(target['folder'] + '/new', 'w').write('x')"),
    _outside("permissions", "Permissions outside cannot be changed", "os.chmod(target['secret'], 0o640)"),
    _outside("dates", "Nor can dates", "os.utime(target['secret'], (1, 1))"),
    _outside("network", "No service can be reached", "socket.create_connection(('127.0.0.1', target['port']), 1)"),
    _outside(
        "datagrams",
        "No datagram leaves",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', target['port']))",
    ),
    _outside(
        "local sockets",
        "No local socket can be reached",
        "socket.socket(socket.AF_UNIX).connect(target['socket'])",
    ),
    _outside(
        "abstract sockets",
        "Nor one without a path",
        "socket.socket(socket.AF_UNIX).connect('\\0' + target['marker'])",
    ),
    _outside("signals", "No other process gets a signal", "os.kill(target['pid'], 0)"),
    _outside(
        "limits of others",
        "No other process gets limits",
        "resource.prlimit(target['pid'], resource.RLIMIT_CORE, (0, 0))",
    ),
    _outside("priorities", "Nor a priority", "os.setpriority(os.PRIO_PROCESS, target['pid'], 1)"),
    _outside("tracing", "No process can be traced", _LIBC, "if libc.ptrace(0, 0, 0, 0) != 0: return False"),
    _outside("namespaces", "No namespaces can be made", _LIBC, "if libc.unshare(0x10000000) != 0: return False"),
    _outside(
        "shared segments",
        "No memory can be taken that outlives its process",
        _LIBC,
        "segment = libc.shmget(0, 4096, 0o600)",
        "if segment < 0: return False",
        "libc.shmctl(segment, 0, 0)",
    ),
    _outside("memory files", "Nor memory that is no process' own", "os.close(os.memfd_create('x'))"),
)

_ALLOCATE = "    a = []\n    while True: a.append(b'x' * 10**7)\n"

BOUNDS = (
    Probe("loop", "Time: a loop that never ends", "def f(target):\n    while True: pass", _LATE),
    Probe("sleep", "Time: a sleep", "import time\ndef f(target): time.sleep(1000)", _LATE),
    Probe(
        "defiant",
        "Time: a loop that catches every exception and blocks every signal",
        "import signal\ndef f(target):\n    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        "    while True:\n        try:\n            while True: pass\n        except: pass",
        _LATE,
    ),
    Probe("in C", "Time: a loop in compiled code", "def f(target): return sum(range(10**18))", _LATE),
    Probe("list", "Memory: a list that grows", f"def f(target):\n{_ALLOCATE}", _FULL),
    Probe("array", "Memory: one huge array", "import numpy\ndef f(target): return numpy.ones(10**10)", "MemoryError"),
    Probe(
        "shared memory",
        "Memory: pages shared by processes",
        "import mmap, time\ndef f(target):\n    pages = [mmap.mmap(-1, 2**28) for _ in range(10)]\n"
        "    for page in pages:\n        for _ in range(2**8): page.write(bytes(2**20))\n    time.sleep(1000)",
        _FULL,
    ),
    Probe(
        "many",
        "Memory: many processes that each hold a little",
        "import os, time\ndef f(target):\n    for _ in range(40):\n        if os.fork() == 0: break\n"
        "    a = b'x' * (50 * 2**20)\n    time.sleep(1000)",
        _FULL,
    ),
    Probe(
        "forks",
        "Processes: a fork bomb",
        "import os\ndef f(target):\n    while True:\n        os.fork()",
        f"{_FULL}|processes|unavailable",
    ),
    Probe(
        "programs",
        "Processes: more and more small ones",
        "import subprocess\ndef f(target):\n    while True: subprocess.Popen(['sleep', '1000'])",
        "more than .* processes|temporarily unavailable",
    ),
    Probe(
        "threads",
        "Processes: endless threads",
        "import threading, time\ndef f(target):\n    while True:\n"
        "        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()",
        "can't start new thread",
    ),
    Probe(
        "file",
        "Disk: a file that grows",
        "def f(target):\n    with open('x', 'wb') as file:\n        while True: file.write(bytes(10**6))",
        f"File too large|{_NO_SPACE}",
    ),
    Probe(
        "files",
        "Disk: many files",
        "def f(target):\n    for n in range(10**9):\n        with open(f'x{n}', 'wb') as file:\n"
        "            file.write(bytes(10**6))",
        _NO_SPACE,
    ),
    Probe(
        "empty files",
        "Disk: folders without content",
        "import os\ndef f(target):\n    for n in range(10**9): os.mkdir(f'x{n}')",
        _NO_SPACE,
    ),
    Probe(
        "descriptors",
        "Files: more and more open ones",
        "a = []\ndef f(target):\n    while True: a.append(open('/dev/null'))",
        "Too many open files",
    ),
    Probe("output", "Output: it goes nowhere", "def f(target):\n    while True: print('x' * 1000)", _LATE),
    Probe("large", "Answers: 160 MB", "import numpy\ndef f(target): return numpy.ones(2 * 10**7)", "over the limit"),
    Probe("long", "Answers: ten million empty lists", "def f(target): return [[]] * 10**7", "over the limit"),
    Probe(
        "deep",
        "Answers: lists in lists",
        "def f(target):\n    a = []\n    for _ in range(5000): a = [a]\n    return a",
        "nested too deeply",
    ),
    Probe(
        "half",
        "Answers: one that starts and never ends, while memory is taken",
        "import os, solutions\ndef f(target):\n    os.write(solutions._line.connection.fileno(), bytes(1))\n"
        + _ALLOCATE,
        _FULL,
    ),
    Probe(
        "questions",
        "Answers: questions to our side without end",
        "import solutions\ndef f(target):\n    while True:\n"
        "        try: solutions._line.ask('lent', 'g', (), {})\n        except RuntimeError: pass",
        _LATE,
    ),
)


@contextlib.contextmanager
def targets() -> Iterator[Target]:
    """Things of ours to attack: a secret file, a folder, a service, a local socket, a process."""
    marker = f"grader-probe-{os.getpid()}"
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        os.chmod(folder, 0o755)
        Path(folder, "secret").write_text("secret")
        Path(folder, "outside").mkdir()
        os.chmod(Path(folder, "outside"), 0o777)  # for everybody: only the box stands in the way
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        for name in (f"{folder}/socket", f"\0{marker}"):
            local = stack.enter_context(socket.socket(socket.AF_UNIX))
            local.bind(name)
            local.listen()
        os.chmod(f"{folder}/socket", 0o777)
        sleeper = [sys.executable, "-c", "import sys; sys.stdin.read()", marker]
        process = stack.enter_context(subprocess.Popen(sleeper, stdin=subprocess.PIPE))
        yield {
            "marker": marker,
            "pid": process.pid,
            "secret": f"{folder}/secret",
            "folder": f"{folder}/outside",
            "port": server.getsockname()[1],
            "socket": f"{folder}/socket",
            "kit": str(carried().root / "pyproject.toml"),
        }
