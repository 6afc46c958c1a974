"""Files read with care and written as a whole; one command at a time in a course folder."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import InputError, Unreadable

MAX_BYTES = 50 * 2**20


def read_bytes(path: Path) -> bytes:
    """The content of a regular file; a link, a pipe or a device made by a student is never followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Unreadable("there is no notebook") from None
    except OSError as error:
        reason = "is a link" if os.path.islink(path) else f"cannot be opened ({error.strerror})"
        raise Unreadable(f"the file {reason}") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable("there is a folder or a device in place of the notebook")
    with open(descriptor, "rb") as file:
        if status.st_size == 0:
            raise Unreadable("the file is empty")
        if status.st_size > MAX_BYTES:
            raise Unreadable(f"the file has {status.st_size / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} are read")
        return file.read(MAX_BYTES)


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Keep a second grading out of this course folder. The claim ends with its process, however that ends."""
    with open(root / ".grading", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"Another grading of {root} is running; wait for it, or stop it first.") from None
        except OSError as error:
            raise InputError(f"No file can be locked in {root} ({error.strerror}); use another disk.") from None
        yield


def write(path: Path, content: str | bytes) -> None:
    """Replace a file as a whole: whoever reads it sees the old content or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(f".{path.name}-*"):  # of a grading that was killed
        leftover.unlink()
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turn what the file system refuses into words."""
    try:
        yield
    except OSError as error:
        place = error.filename or root
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise InputError(f"No permission to write {place}; make it writable.") from None
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InputError(f"The disk is full: {place}. Make room and run the command again.") from None
        raise
