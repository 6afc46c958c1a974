"""The walls that a box puts up from within: user, process ids, mounts, limits and system calls.

With namespaces, bubblewrap has already taken away the network and every file that Python does not need; without
them Landlock hides the files. What is done here for each submission takes a few milliseconds, before any code of
a student runs. Python's standard library has no unshare before 3.12 and no mount or seccomp at all, hence ctypes.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import landlock, processes, seccomp

NOBODY = 65534
_NEWNS, _NEWIPC, _NEWUSER, _NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_BIND, _MS_REC, _MS_PRIVATE = 2, 4, 8, 0x1000, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS = 1, 4, 8
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_PR_GET_TID_ADDRESS = 40
_CLONE3, _CLONE_CHILD_CLEARTID, _CLONE_CHILD_SETTID = 435, 0x00200000, 0x01000000
_CAP_DAC_READ_SEARCH = 1 << 2

_libc = ctypes.CDLL(None, use_errno=True)
_libc_with_lock = ctypes.PyDLL(None, use_errno=True)  # keeps Python's lock, as PyOS_BeforeFork wants it


@dataclass(frozen=True)
class ProcessLimits:
    """Of one process, but for `tasks`: processes and threads of the box's user. Sizes in bytes."""

    memory: int
    disk: int
    tasks: int | None


_TRIAL = ProcessLimits(memory=2**30, disk=2**20, tasks=None)


def own_user() -> int:
    """A user that no other box has, if the grader is root: the kernel counts tasks for each user."""
    return 50_000 + os.getpid() % 10_000


def count_tasks(limits: ProcessLimits) -> ProcessLimits:
    """The limits for a user who has other processes as well: these are counted, and may become more."""
    if os.getuid() == 0 or limits.tasks is None:
        return limits
    return replace(limits, tasks=limits.tasks + processes.tasks_of(os.getuid()) + 1000)


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _mount(kind: str, target: str, options: str | None = None) -> None:
    flags = _MS_NOSUID | _MS_NODEV | (_MS_NOEXEC if kind == "proc" else 0)
    _check(_libc.mount(kind.encode(), target.encode(), kind.encode(), flags, options and options.encode()))


def die_with_parent() -> None:
    """Let the kernel kill this process when its parent ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def show_processes() -> None:
    """As root in bubblewrap: a whole /proc, of which bubblewrap has covered parts.

    A process namespace inside this one can only get its own /proc if a whole one is visible here.
    """
    if os.getuid() == 0:
        _mount("proc", "/proc")


def drop_root(uid: int, needed: Iterable[str] = (), own: str | None = None) -> None:
    """Become that user without capabilities, if the grader was started as root; `own` is a folder to take along.

    Root inside a user namespace that maps the host's root could still write some of /proc/sys. One capability is
    kept where others cannot reach the `needed` files (a Python below /root): to read, what Landlock lets through.
    """
    if os.getuid() == 0:
        kept = 0 if all(map(_open_to_all, needed)) else _CAP_DAC_READ_SEARCH
        if own:
            os.chown(own, uid, uid)
        _libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _keep_capabilities(kept)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # students' processes have the same uid: no ptrace, no /proc/PID/mem


def _open_to_all(path: str) -> bool:
    folders = [path]
    while folders[-1] != "/":
        folders.append(os.path.dirname(folders[-1]))
    return all(os.stat(folder).st_mode & 0o001 for folder in folders if os.path.isdir(folder))


def _keep_capabilities(kept: int) -> None:
    version_3 = 0x20080522
    header, sets = (ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)(kept, kept)
    _check(_libc.capset(header, sets))


def supervise(control: socket.socket) -> None:
    """Go on in a child. This process waits until the child or our side is gone, then kills whatever is left.

    Without a process namespace, only an ancestor that adopts orphans finds a daemon again.
    """
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        die_with_parent()
        return
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wake)
    ends = select.poll()
    ends.register(woken, select.POLLIN)
    ends.register(control, 0)  # only that the other side hung up
    ends.register(os.pidfd_open(child), select.POLLIN)
    while {descriptor for descriptor, _ in ends.poll()} == {woken}:
        os.read(woken, 1000)
        for orphan in {*processes.children(os.getpid())} - {child}:  # ended ones count against the user's limit
            os.waitpid(orphan, os.WNOHANG)
    ends.unregister(woken)
    processes.end_descendants(os.getpid(), {child}, 60)
    ends.unregister(control)
    ends.poll(2000)  # it ends by itself, and its processor time is accounted for
    processes.kill(child)
    os.waitpid(child, 0)
    os._exit(0)


def fork_into_namespaces() -> int:
    """As os.fork, but the child, the same user as before, is the first process of new namespaces.

    `unshare` would need another fork for that, which is the dearest part of a session.
    """
    uid, gid = os.getuid(), os.getgid()
    tid = ctypes.c_uint64()  # where libc keeps this thread's number; if the kernel does not tell, it keeps the old one
    _libc.prctl(_PR_GET_TID_ADDRESS, ctypes.byref(tid), 0, 0, 0)
    flags = _NEWUSER | _NEWPID | _NEWNS | _NEWIPC
    if tid.value:
        flags |= _CLONE_CHILD_SETTID | _CLONE_CHILD_CLEARTID
    # struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls
    arguments = (ctypes.c_uint64 * 8)(flags, 0, tid.value, 0, signal.SIGCHLD, 0, 0, 0)
    ctypes.pythonapi.PyOS_BeforeFork()
    pid: int = _libc_with_lock.syscall(_CLONE3, arguments, ctypes.sizeof(arguments))
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        _keep_user(uid, gid)
    else:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    _check(pid)
    return pid


def _keep_user(uid: int, gid: int) -> None:
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # else /proc/self belongs to root and the maps cannot be written
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def close_with_namespaces(work: str, links: dict[str, str], limits: ProcessLimits, program: bytes) -> None:
    """In the first process of new namespaces: its own /proc and its own folder at `work`."""
    _mount_own_folder(work, limits.disk)
    link_files(work, links)
    die_with_parent()
    os.setsid()  # a process group reaches across namespaces, and kill(0, ...) reaches all of it
    _mount("proc", "/proc")
    _keep_capabilities(0)
    _limit_resources(limits)
    _forbid_system_calls(program)


def close_with_landlock(rules: int, limits: ProcessLimits, program: bytes) -> None:
    """Hide the files, and forbid signals and more, that namespaces would keep inside."""
    die_with_parent()
    _limit_resources(limits)
    _forbid_system_calls(program)
    landlock.restrict(rules)


def close_without(limits: ProcessLimits) -> None:
    """Only what ends accidents: the user said that every submission can be trusted."""
    die_with_parent()
    _limit_resources(replace(limits, tasks=None))


def try_namespaces(work: str) -> None:
    """Everything that `close_with_namespaces` needs; OSError says what is missing."""
    show_processes()
    drop_root(NOBODY)
    program = seccomp.system_call_filter(namespaces=True)
    child = fork_into_namespaces()
    if child == 0:
        close_with_namespaces(work, {}, _TRIAL, program)
    elif os.waitpid(child, 0)[1] != 0:
        os._exit(1)  # the child has said why


def try_landlock(readable: list[str]) -> None:
    """Everything that `close_with_landlock` needs; OSError says what is missing."""
    rules = landlock.ruleset(readable, ["/dev/null"], [])
    drop_root(own_user(), readable)
    close_with_landlock(rules, _TRIAL, seccomp.system_call_filter(namespaces=False))


def link_files(work: str, links: dict[str, str]) -> None:
    """Let the assignment's own files be found in the current folder."""
    for name, target in links.items():
        os.symlink(target, f"{work}/{name}")


def _mount_own_folder(work: str, disk: int) -> None:
    _check(_libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None))
    _mount("tmpfs", work, f"size={disk},nr_inodes=10000,mode=700")
    # multiprocessing keeps its semaphores there; as part of the work folder they share its limit
    _check(_libc.mount(work.encode(), b"/dev/shm", None, _MS_BIND, None))


def _forbid_system_calls(program: bytes) -> None:
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    seccomp.install(program)


def _limit_resources(limits: ProcessLimits) -> None:
    values = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: limits.disk,
        resource.RLIMIT_NPROC: limits.tasks,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in values.items():
        if value is not None:
            resource.setrlimit(name, (value, value))


def limit_processor_time(seconds: int) -> None:
    """Let the kernel kill this process after so many seconds of processor time; nothing can catch that."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
