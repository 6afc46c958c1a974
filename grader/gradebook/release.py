"""Releasing an assignment: nbgrader's student notebook, and beside it all that students need to run it.

release/NAME/           NAME.ipynb, what lies beside it in the kit, the references, README.md
release/data/           the data that several assignments share, where the notebook looks for it
release/NAME.zip        both
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from ..errors import InputError
from ..kit.assignment import Assignment
from ..kit.finding import record_kit
from ..layout import Course
from .settings import FILE, put_scripts_on_path, settings, speaks_for

_CONFIGURATION = '''"""nbgrader's settings for this course folder."""

from grader.gradebook.settings import configure

configure(get_config(), root=".")  # noqa: F821  nbgrader provides get_config
'''

_README = """# {title}

You need Python {python} or newer. Once, in this folder:

    python3 -m venv .venv
    . .venv/bin/activate            # on Windows: .venv\\Scripts\\activate
    pip install {packages}

Each time:

    jupyter lab {name}.ipynb

1. Replace the code under each TODO by your own.{until}
2. Hand in `{name}.ipynb`, and nothing else.
"""
_OLDEST_PYTHON = "3.11"
_UNTIL = """ Until you do, the cell calls `solutions`, so that you can go on with
   the next part; a part that still calls `solutions` earns no points."""


def release(assignment: Assignment, course: Course) -> Path:
    """Make the student bundle and enter the assignment in the gradebook; the .zip file's path."""
    course.root.mkdir(parents=True, exist_ok=True)
    record_kit(course.root, assignment.kit)
    if not speaks_for(assignment.kit.root, course) and not (course.root / FILE).exists():
        (course.root / FILE).write_text(_CONFIGURATION, encoding="utf-8")
    folder = course.released(assignment.id)
    shutil.rmtree(folder, ignore_errors=True)  # what an older release had and this one has not
    _generate_assignment(assignment, course)
    _add_companions(assignment, folder)
    shared = _share_data(assignment, folder.parent / "data")
    return _zip(folder, shared)


def _generate_assignment(assignment: Assignment, course: Course) -> None:
    """What `nbgrader generate_assignment` does."""
    from nbgrader.apps import NbGraderAPI  # imports half of Jupyter: only where it is needed

    put_scripts_on_path()
    result = NbGraderAPI(config=settings(course)).generate_assignment(assignment.id, force=True, create=True)
    if not result["success"]:
        words = str(result.get("error") or result.get("log") or "no reason given")
        raise InputError(f"{assignment.path}: nbgrader cannot release it: {_reason(words)}")


def _reason(words: str) -> str:
    """The error in nbgrader's log that came first: the others follow from it."""
    errors = re.findall(r"^\s*((?:\w+\.)*\w*(?:Error|Exception)\b: .+)$", words, re.MULTILINE)
    return errors[0] if errors else words.strip()[-500:]


def _add_companions(assignment: Assignment, folder: Path) -> None:
    """What lies beside the notebook, the references as the module `solutions`, and how to install and start."""
    for path in assignment.kit.companions(assignment.id):
        _copy(path, folder / path.name)
    if assignment.settings.ship_solutions:
        reference = assignment.kit.references(assignment.id)
        if reference.name == "__init__.py":
            _copy(reference.parent, folder / "solutions")
        else:
            _copy(reference, folder / "solutions.py")
    words = _README.format(
        title=assignment.title,
        name=assignment.id,
        python=_OLDEST_PYTHON,
        packages=" ".join(assignment.kit.settings.student_packages),
        until=_UNTIL if assignment.settings.ship_solutions else "",
    )
    (folder / "README.md").write_text(words, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignore = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignore)
    else:
        shutil.copy(source, target)


def _share_data(assignment: Assignment, target: Path) -> list[Path]:
    """The shared files that this assignment uses, copied to where its notebook looks for them: `../data`."""
    for path in assignment.shared:
        target.mkdir(parents=True, exist_ok=True)
        _copy(path, target / path.name)
    return [target / path.name for path in assignment.shared]


def _zip(folder: Path, shared: list[Path]) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for top in (folder, *shared):
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                bundle.write(path, path.relative_to(folder.parent))
    return archive
