"""`grader new`: the skeleton of an assignment in a kit, or of a whole kit. No file that is there is written over."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import InputError
from ..examine.student import Student
from ..files import writing
from ..kit.assignment import Assignment
from ..kit.kit import Kit, carried, is_kit
from .skeleton import USUAL_PART, Files, assignment_files, kit_files, packages

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OTHER = "; choose another name."


@dataclass(frozen=True)
class Written:
    """Where files were written: those, and the ones that were there before and were left as they are."""

    root: Path
    files: tuple[str, ...]
    left: tuple[str, ...]


def new_assignment(kit: Kit, name: str, parts: Sequence[str] = ()) -> Written:
    """Write a new assignment into a kit. Raises InputError if a name cannot be used."""
    _check_name(kit, name)
    owners = {function: other for other in kit.assignments() for function in Assignment.load(kit, other).functions}
    if name in owners:
        raise InputError(f"`{name}` is a function of the assignment `{owners[name]}`{_OTHER}")
    usual = f"{USUAL_PART}_{name}" if USUAL_PART in owners else USUAL_PART
    _check_parts(parts, owners, {name, *kit.assignments()})
    files = assignment_files(name, parts or [usual], bool(kit.settings.of(name).ship_solutions))
    written = _write(kit.root, files | _packages())
    return replace(written, left=())  # only the packages, which most kits have


def new_kit(folder: Path, name: str, parts: Sequence[str] = ()) -> Written:
    """Make a folder a kit with one assignment. Raises InputError if that cannot be."""
    if is_kit(folder):
        raise InputError(f"{folder} is a kit already; add an assignment to it: grader new NAME --kit {folder}")
    if (folder / "pyproject.toml").exists():
        table = "add a line with [tool.grader] to it, which makes the folder a kit"
        raise InputError(f"{folder / 'pyproject.toml'} is there already; {table}, then: grader new NAME --kit {folder}")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is no folder{_OTHER}")
    _check_name(Kit(folder), name)
    _check_parts(parts, {}, {name})
    return _write(folder, kit_files() | assignment_files(name, parts or [USUAL_PART], True) | _packages())


def _check_name(kit: Kit, name: str) -> None:
    """Raise InputError unless an assignment can have that name: it will be that of a module, solutions/NAME.py."""
    module = f"solutions/{name}.py"
    if not _NAME.fullmatch(name):
        near = re.sub(r"\W", "_", name, flags=re.ASCII)
        hint = f" Did you mean `{near}`?" if _NAME.fullmatch(near) else ""
        rule = "letters from A to Z, 0 to 9 and underscores, a letter first"
        raise InputError(f"`{name}` cannot be the name of the module {module}: use {rule}.{hint}")
    if keyword.iskeyword(name):
        raise InputError(f"`{name}` is a word of the language Python, and {module} could not be imported{_OTHER}")
    if name in sys.stdlib_module_names:
        raise InputError(f"`{name}` is a module of Python's standard library, which {module} could hide{_OTHER}")
    if name == kit.shared_data.name:
        raise InputError(f"`{name}` is where assignments share their data ({kit.shared_data}){_OTHER}")
    module_or_package = [kit.root / module, kit.root / "solutions" / name]
    for path in (kit.notebooks / name, *module_or_package, kit.hidden(name), kit.bank(name)):
        if path.exists():
            raise InputError(f"`{name}` is taken: there is {path}{_OTHER}")


def _check_parts(parts: Sequence[str], owners: dict[str, str], assignments: set[str]) -> None:
    """Raise InputError unless parts, and the functions that they ask for, can have those names."""
    for part in parts:
        if not _NAME.fullmatch(part) or keyword.iskeyword(part):
            raise InputError(f"`{part}` cannot be the name of a function{_OTHER}")
        if parts.count(part) > 1:
            raise InputError(f"`{part}` is named twice as a part.")
        if part in assignments:
            raise InputError(f"`{part}` cannot be a part: `solutions.{part}` is the module of that assignment{_OTHER}")
        if part in owners:
            raise InputError(f"`{part}` is a function of the assignment `{owners[part]}` already{_OTHER}")
        if hasattr(Student, part):
            raise InputError(f"`{part}` cannot be a part: in a test, `student.{part}` means something else{_OTHER}")


def _packages() -> Files:
    """The flat `solutions` is the one of the kit that the grader carries."""
    return packages((carried().root / "solutions" / "__init__.py").read_text(encoding="utf-8"))


def _write(root: Path, files: Files) -> Written:
    """Write those files that are not there."""
    new = {name: text for name, text in files.items() if not (root / name).exists()}
    with writing(root):
        for name, text in new.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with open(root / name, "x", encoding="utf-8") as file:  # fails if the file has come in the meantime
                file.write(text)
    return Written(root, tuple(sorted(new)), tuple(sorted(files.keys() - new.keys())))
