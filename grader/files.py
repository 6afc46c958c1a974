"""Files read with care and written as a whole; one command at a time in a course folder."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import InputError, Unreadable

MAX_BYTES = 50 * 2**20


def read_bytes(path: Path, below: Path | None = None) -> bytes:
    """The content of a regular file; a link, a pipe or a device made by a student is never followed.

    Nor is a link among the folders between `below`, which the caller trusts, and the file.
    """
    with folder_below(
        below or path.parent, *(path.relative_to(below).parts[:-1] if below else ()), make=False
    ) as folder:
        return read_in(folder, path.name)


@contextlib.contextmanager
def folder_below(trusted: Path, *names: str, make: bool = True) -> Iterator[int]:
    """The descriptor of a folder, made if need be, to which no link below `trusted` leads. Raises Unreadable.

    Each folder is opened from the one above it, so nobody can put a link there in the meantime.
    """
    if make:
        trusted.mkdir(parents=True, exist_ok=True)
    how = os.O_DIRECTORY | os.O_CLOEXEC | (os.O_RDONLY if make else os.O_PATH)  # a path needs no right to list
    folder = _opened(str(trusted), how, None)
    try:
        for name in names:
            above, folder = folder, _opened(name, how | os.O_NOFOLLOW, folder, make)
            os.close(above)
        yield folder
    finally:
        os.close(folder)


def _opened(name: str, how: int, above: int | None, make: bool = False) -> int:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, dir_fd=above)
    try:
        return os.open(name, how, dir_fd=above)
    except FileNotFoundError:
        raise Unreadable("there is no notebook") from None
    except NotADirectoryError:  # so the kernel calls a link as well
        raise Unreadable(f"{name} is a link or a file in the place of a folder, and was not followed") from None
    except OSError as error:
        raise Unreadable(f"the folder {name} cannot be opened ({error.strerror})") from None


def read_in(folder: int, name: str) -> bytes:
    """The content of a regular file in an open folder. Raises Unreadable."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        raise Unreadable("there is no notebook") from None
    except OSError as error:
        reason = "is a link" if error.errno == errno.ELOOP else f"cannot be opened ({error.strerror})"
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


def is_folder(folder: int, name: str) -> bool:
    """Whether that is a folder in an open folder, and no link."""
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def write_in(folder: int, name: str, content: bytes) -> None:
    """Replace a file in an open folder as a whole, as `write` does."""
    for leftover in os.listdir(folder):  # of a collecting that was killed
        if leftover.startswith(f".{name}-"):
            os.unlink(leftover, dir_fd=folder)
    temporary = f".{name}-{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with open(os.open(temporary, flags, 0o644, dir_fd=folder), "wb") as file:
            file.write(content)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise


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
