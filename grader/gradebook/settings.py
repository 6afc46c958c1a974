"""What makes a folder an nbgrader course of this kit: the settings that `nbgrader_config.py` loads."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from ..kit.finding import find_kit
from ..kit.kit import is_kit
from ..layout import Course

_OURS = "grader.gradebook.preprocessors"
_RENDERING = "grader.gradebook.rendering"
_STOCK = "nbgrader.preprocessors"
FILE = "nbgrader_config.py"


def configure(config: Config, root: str | os.PathLike[str]) -> None:
    """Let nbgrader's own commands use our source notebooks and our box in place of a kernel.

    nbgrader takes points from what a cell printed, in a process that the student's code shares; so its `Execute`
    is replaced by a preprocessor that asks the grader and writes the outputs of the test cells itself.
    """
    course = Path(root).resolve()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.source_directory = str(find_kit(course=course).kit.notebooks)
    # nbgrader's own default, the empty name, is not in its table of courses; PostgreSQL does not let that pass.
    config.CourseDirectory.course_id = "default_course"
    # The source is the student's notebook already: answer cells call `solutions`, so there is nothing to clear.
    config.GenerateAssignment.preprocessors = [
        f"{_STOCK}.{name}"
        for name in (
            "LockCells",
            "ClearOutput",
            "CheckCellMetadata",
            "ComputeChecksums",
            "SaveCells",
            "ClearHiddenTests",
            "ComputeChecksums",
            "CheckCellMetadata",
        )
    ]
    config.Autograde.sanitize_preprocessors = [
        f"{_OURS}.RestoreCells",
        f"{_STOCK}.ClearOutput",
        f"{_STOCK}.OverwriteKernelspec",
        f"{_STOCK}.OverwriteCells",
        f"{_STOCK}.CheckCellMetadata",
    ]
    config.Autograde.autograde_preprocessors = [
        f"{_OURS}.GradeInBox",
        f"{_STOCK}.SaveAutoGrades",
        f"{_STOCK}.AssignLatePenalties",
        f"{_STOCK}.CheckCellMetadata",
    ]
    config.GenerateFeedback.preprocessors = [
        f"{_STOCK}.GetGrades",
        f"{_STOCK}.ClearHiddenTests",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    # The feedback and the form grader are both made by this exporter.
    config.HTMLExporter.preprocessors = [f"{_RENDERING}.ShowHarmless"]
    config.HTMLExporter.filters = {
        "markdown2html": f"{_RENDERING}.markdown2html",
        "strip_files_prefix": f"{_RENDERING}.unchanged",
        "clean_html": f"{_RENDERING}.clean",
    }


def settings(course: Course) -> Config:
    """The settings with which nbgrader's own commands work on this course, whatever an instructor added to them."""
    for folder in (course.root, *course.root.parents[:1]):  # a kit's own file speaks for its folder `course`
        if (folder / FILE).exists() and (folder == course.root or speaks_for(folder, course)):
            here = Path.cwd()
            os.chdir(folder)  # the file names its course relative to itself
            try:
                loaded: Config = PyFileConfigLoader(FILE, path=str(folder)).load_config()
                return loaded
            finally:
                os.chdir(here)
    config = Config()
    configure(config, course.root)
    return config


def speaks_for(folder: Path, course: Course) -> bool:
    """Whether the settings in the folder of a kit are those of this course."""
    return is_kit(folder) and (folder / FILE).exists() and course.root == folder / "course"


@contextlib.contextmanager
def without_server_extensions() -> Iterator[None]:
    """Inside, modules of nbgrader are imported without what its package imports first: extensions of Jupyter's server.

    These take longer to import than the gradebook and all else that `grader grade` needs at its start.
    """
    spec = importlib.util.find_spec("nbgrader")
    if spec is None or "nbgrader" in sys.modules:
        yield
        return
    sys.modules["nbgrader"] = importlib.util.module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules["nbgrader"]  # whoever imports it later gets all of it


def database(course: Course, config: Config) -> str:
    """nbgrader's `db_url` for this course: SQLite beside the submissions unless its settings say otherwise."""
    return str(config.CourseDirectory.get("db_url") or f"sqlite:///{course.gradebook}")


def put_scripts_on_path() -> None:
    """nbgrader starts `alembic` by its name when it makes a gradebook."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
