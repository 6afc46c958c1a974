"""The walls that a box puts up from within: user, process ids, mounts, limits and system calls.

bubblewrap has already taken away the network and every file that Python does not need. What is done here is done
for each submission, in a few milliseconds, before any code of a student runs. Python's standard library has no
unshare before 3.12 and no mount or seccomp at all, hence ctypes.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

from seccomp import forbid_system_calls

NOBODY = 65534
_NEWNS, _NEWIPC, _NEWUSER, _NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _mount(kind: str, target: str, options: str | None = None) -> None:
    flags = _MS_NOSUID | _MS_NODEV | (_MS_NOEXEC if kind == "proc" else 0)
    _check(_libc.mount(kind.encode(), target.encode(), kind.encode(), flags, options and options.encode()))


def drop_root() -> None:
    """Become `nobody` without capabilities, if the grader was started as root.

    Root inside a user namespace that maps the host's root could still write some of /proc/sys.
    """
    if os.getuid() == 0:
        # A process namespace inside this one can only get its own /proc if a whole one is visible here;
        # bubblewrap has covered parts of its own.
        _mount("proc", "/proc")
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # students' processes have the same uid: no ptrace, no /proc/PID/mem


def enter_namespaces(work: str, disk: int) -> None:
    """Put the calling process' children into fresh namespaces, and a fresh folder of `disk` bytes at `work`."""
    uid, gid = os.getuid(), os.getgid()
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # else /proc/self belongs to root and the maps cannot be written
    _check(_libc.unshare(_NEWUSER | _NEWPID | _NEWNS | _NEWIPC))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _check(_libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None))
    _mount("tmpfs", work, f"size={disk},nr_inodes=10000,mode=700")


def close_walls(memory: int, processes: int, file_size: int) -> None:
    """In the first process of the new namespaces: its own /proc, limits, and no way to open new namespaces."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _mount("proc", "/proc")
    limit_resources(memory, file_size)
    # Counted for each user and user namespace: this submission's processes only.
    resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
    _drop_capabilities()
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    forbid_system_calls()


def _drop_capabilities() -> None:
    """Give up the powers that the first process of a user namespace has in it."""
    version_3 = 0x20080522
    header, nothing = (ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, nothing))


def limit_resources(memory: int, file_size: int) -> None:
    """Limit address space and file size in bytes, open files to 256; no core dumps."""
    limits = {"RLIMIT_AS": memory, "RLIMIT_FSIZE": file_size, "RLIMIT_NOFILE": 256, "RLIMIT_CORE": 0}
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def limit_processor_time(seconds: int) -> None:
    """Let the kernel kill this process after so many seconds of processor time; nothing can catch that."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
