"""Releasing an assignment: nbgrader's student notebook, and beside it all that students need to run it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from .assignment import DATA, ROOT, Assignment, InputError
from .course import Course
from .nbgrader_course import FILE, put_scripts_on_path, settings

_CONFIGURATION = '''"""nbgrader's settings for this course folder."""

from grader.nbgrader_course import configure

configure(get_config(), root=".")  # noqa: F821  nbgrader provides get_config
'''

_README = """# {title}

1. Create the environment once: `conda env create -f environment.yml` and `conda activate {environment}`, or
   `pip install jupyter numpy matplotlib scipy scikit-learn`.
2. Open the notebook: `jupyter lab {name}.ipynb`.
3. Replace the code under each TODO by your own. Until you do, the cell calls `solutions`, so that you can go on with
   the next part; a part that still calls `solutions` earns no points.
4. Hand in `{name}.ipynb`, and nothing else.
"""


def release(assignment: Assignment, course: Course) -> Path:
    """Make the student bundle and enter the assignment in the gradebook; the .zip file's path."""
    course.root.mkdir(parents=True, exist_ok=True)
    if course.root != ROOT / "course" and not (course.root / FILE).exists():  # the kit's own file speaks for `course/`
        (course.root / FILE).write_text(_CONFIGURATION, encoding="utf-8")
    _generate_assignment(assignment, course)
    folder = course.released(assignment.id)
    _add_companions(assignment, folder)
    return _zip(folder)


def _generate_assignment(assignment: Assignment, course: Course) -> None:
    """What `nbgrader generate_assignment` does."""
    from nbgrader.apps import NbGraderAPI  # imports half of Jupyter: only where it is needed

    put_scripts_on_path()
    result = NbGraderAPI(config=settings(course)).generate_assignment(assignment.id, force=True, create=True)
    if not result["success"]:
        words = result.get("error") or result.get("log") or "no reason given"
        raise InputError(f"nbgrader could not release `{assignment.id}`: {words.strip()[-500:]}")


def _add_companions(assignment: Assignment, folder: Path) -> None:
    for source, name in ((DATA, "data"), (ROOT / "solutions", "solutions")):
        ignore = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(source, folder / name, dirs_exist_ok=True, ignore=ignore)
    shutil.copy(ROOT / "environment.yml", folder / "environment.yml")
    words = _README.format(title=assignment.title, name=assignment.id, environment="rbm-course-kit")
    (folder / "README.md").write_text(words, encoding="utf-8")


def _zip(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(folder.rglob("*")):
            bundle.write(path, Path(folder.name) / path.relative_to(folder))
    return archive
