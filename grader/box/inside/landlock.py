"""Landlock: the only files that this process and its children may read from now on; none can be written.

It works where namespaces are not allowed (Linux 6.2 or later, no privileges). The bindings on PyPI are young, and
the interface is three system calls (Linux Documentation/userspace-api/landlock.rst), so they are called here.
Landlock's rules for networks and signals came later; seccomp forbids these on every kernel alike.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Iterator

OLDEST = 3  # the version of the interface from which truncation is under control (Linux 6.2)
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every processor
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_EVERYTHING = (1 << 15) - 1  # every right that version 3 knows: read, write, make, remove, rename, truncate
_VERSION, _PATH_BENEATH = 1, 1

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The version of the kernel's interface, 0 if there is none."""
    return max(int(_libc.syscall(_CREATE_RULESET, None, 0, _VERSION)), 0)


def _call(number: int, *arguments: object) -> int:
    result: int = _libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {errno.errorcode.get(ctypes.get_errno())}")
    return result


def ruleset(readable: Iterable[str], writable: Iterable[str], hidden: Iterable[str]) -> int:
    """A descriptor of rules: what can be read, with all below but `hidden`; files that can be written as well."""
    rules = _call(_CREATE_RULESET, struct.pack("QQQ", _EVERYTHING, 0, 0), 24, 0)
    for path in readable:
        for part, names_only in _without(path, frozenset(hidden)):
            _allow(rules, part, _READ_DIR if names_only else _READ_FILE | _READ_DIR | _EXECUTE)
    for path in writable:
        _allow(rules, path, _READ_FILE | _WRITE_FILE | _TRUNCATE)
    return rules


def _without(path: str, hidden: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """(path, names only) of everything in `path` but what is hidden: rules can only add to each other."""
    if path in hidden:
        return
    if not any(other.startswith(path.rstrip("/") + "/") for other in hidden):
        yield path, False
        return
    yield path, True
    for entry in os.scandir(path):
        if not entry.is_symlink():  # rules are for what a link leads to (`lib64` to `lib`)
            yield from _without(entry.path, hidden)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    if not os.path.isdir(path):
        rights &= ~_READ_DIR
    _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    os.close(descriptor)


def restrict(rules: int) -> None:
    """Put the rules on this process and all its children, for good. Needs PR_SET_NO_NEW_PRIVS."""
    _call(_RESTRICT_SELF, rules, 0)
    os.close(rules)
