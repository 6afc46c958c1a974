"""The files in a folder or a .zip that strangers filled: listed and read, never unpacked to where they say.

Nothing here writes a file. A path that leads out, a link, a password or a content that grows beyond all bounds is a
reason (`Entry.refused`, or Unreadable when it is read), and the other files are there all the same.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from ..errors import Unreadable
from ..files import MAX_BYTES, read_bytes

MAX_ENTRIES = 200_000
MAX_STUDENTS_ARCHIVE = 20 * 2**20  # bytes of a .zip in place of a notebook: its list of files alone costs time

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others can ask for gigabytes before the first byte comes
_LITTER = ("__MACOSX", ".ipynb_checkpoints", ".git", "__pycache__")


@dataclass(frozen=True)
class Entry:
    """One file: the parts of its path, and its content on request; or why it is not taken."""

    parts: tuple[str, ...]
    read: Callable[[], bytes]  # raises Unreadable
    refused: str | None = None

    @property
    def name(self) -> str:
        return self.parts[-1]


def files_of(path: Path) -> list[Entry]:
    """The files in that folder or .zip, without what operating systems and Jupyter leave there. Raises Unreadable."""
    if not path.exists():
        raise Unreadable("there is nothing of that name")
    entries = _in_folder(path) if path.is_dir() else _in_zip(path)
    return [entry for entry in entries if not _is_litter(entry.parts)]


def files_within(content: bytes) -> list[Entry]:
    """The files in a .zip that a student handed in. Raises Unreadable."""
    if len(content) > MAX_STUDENTS_ARCHIVE:
        raise Unreadable(f"the .zip has more than {MAX_STUDENTS_ARCHIVE // 2**20} MiB")
    return [entry for entry in _in_zip(io.BytesIO(content)) if not _is_litter(entry.parts)]


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any(part in _LITTER for part in parts) or parts[-1].startswith(("._", "~$", ".DS_Store"))


def _in_folder(root: Path) -> list[Entry]:
    def refuse(error: OSError) -> NoReturn:
        raise Unreadable(f"{error.filename} cannot be read ({error.strerror})")

    entries = []
    for folder, folders, files in os.walk(root, onerror=refuse):  # does not enter links
        for name in sorted([*files, *(name for name in folders if os.path.islink(os.path.join(folder, name)))]):
            path = Path(folder, name)
            refused = "is a link" if path.is_symlink() else None
            entries.append(Entry(path.relative_to(root).parts, partial(read_bytes, path, root), refused))
        folders.sort()
    return entries


def _in_zip(file: Path | io.BytesIO) -> list[Entry]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(f"this is no .zip that could be opened ({error})") from None
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise Unreadable(f"the .zip has {len(infos)} files; at most {MAX_ENTRIES} are read")
    return [_entry(archive, info) for info in infos if not info.filename.endswith(("/", "\\"))]


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    # Windows writes backslashes now and then, and would understand them.
    name = info.filename.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    return Entry(parts or ("?",), partial(_unpacked, archive, info), _refused(name, info))


def _refused(name: str, info: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)  # 0 where the archive was made on Windows
    if name.startswith("/") or re.match("[A-Za-z]:/", name) or ".." in name.split("/"):
        return "has a path that leads out of the archive"
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG):
        return "is no ordinary file"
    return None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise Unreadable("the file is locked with a password")
    if info.compress_type not in _PACKED:
        raise Unreadable("the file is packed in a way that is not read; pack it as an ordinary .zip")
    too_large = Unreadable(f"the file has more than {MAX_BYTES // 2**20} MiB when unpacked")
    if info.file_size > MAX_BYTES:
        raise too_large
    try:
        with archive.open(info) as file:
            content = file.read(MAX_BYTES + 1)  # whatever the archive says of its size
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError) as error:
        raise Unreadable(f"the .zip is damaged ({error})") from None
    if len(content) > MAX_BYTES:
        raise too_large
    return content
