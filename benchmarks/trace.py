"""Which modules of the grader a submission passes on its way from the file to the report.

Run as `python -m benchmarks.trace`. It grades the plain right submission of `rbm`, as `grader check` does, and watches:

- outside of the box, in the command and in the examiner, every call of a function of the grader that takes or gives
  something that stands for the submission; each module counts from its first such call on;
- inside the box, the modules on the stack below the student's cells and below a function that a test calls.

records.py, which says what these things are, is left out. Exit code 1 if there are more than eight, or if one is longer
than 300 lines.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import nbformat
import numpy

import grader
from grader.box.box import Box
from grader.box.isolation import INSIDE, Visible, choose
from grader.box.session import Program, Session
from grader.examine.check import check_notebook
from grader.examine.student import Student
from grader.kit.cases import as_notebook, read_case
from grader.kit.settings import Limits

from .kits import KIT, ROOT, load

STANDS_FOR = {"HandedIn", "Submission", "Session", "TestProcess", "Student", "TestResult", "PartResult", "Report"}
PACKAGE, NOT_COUNTED = Path(grader.__file__).parent, "records.py"
MOST, LONGEST = 8, 300

STACKS = """
import sys
def stack():
    frame, files = sys._getframe(1), []
    while frame:
        files.append(frame.f_code.co_filename)
        frame = frame.f_back
    return files[::-1]
of_cells = stack()
def stacks(): return [of_cells, stack()]
"""


class Sight(NamedTuple):
    """The first time that a module had something in hand that stands for the submission."""

    nanoseconds: int
    module: str
    function: str  # with what it takes or gives


@cache
def _module(file: str) -> str | None:
    """The module of the grader in that file, by its path within the package."""
    path = Path(file)
    return str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else None


def _found(value: Any) -> str | None:
    """The name of what stands for the submission: the value, or something in it."""
    kind = type(value)
    if kind.__name__ in STANDS_FOR and kind.__module__.startswith("grader."):
        return kind.__name__
    if isinstance(value, dict):
        value = list(value.values())
    return next(filter(None, map(_found, value)), None) if isinstance(value, list | tuple) else None


def _arguments(frame: FrameType) -> list[Any]:
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)  # * and **
    return [frame.f_locals.get(name) for name in code.co_varnames[:count]]


def watch(log: Path) -> None:
    """Note in that file, from now on, when a module first takes or gives what stands for the submission."""
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC)
    seen = {NOT_COUNTED}

    def look(frame: FrameType, event: str, value: Any) -> None:
        module = _module(frame.f_code.co_filename) if event in ("call", "return") else None
        if module is None or module in seen:
            return
        what = _found(_arguments(frame) if event == "call" else value)
        if what:
            seen.add(module)
            words = f"{'takes' if event == 'call' else 'gives'} {what}"
            sight = (str(time.monotonic_ns()), module, f"{frame.f_code.co_qualname} {words}")
            os.write(descriptor, ("\t".join(sight) + "\n").encode())

    sys.setprofile(look)


@contextlib.contextmanager
def watched_examiners(folder: Path, log: Path) -> Iterator[None]:
    """Inside, a Python that is started here watches as well: the server of examiners, and what is forked from it."""
    (folder / "sitecustomize.py").write_text(
        f"from pathlib import Path\nfrom benchmarks.trace import watch\nwatch(Path({str(log)!r}))\n"
    )
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(folder), str(ROOT), before]))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def outside(notebook: Path) -> list[Sight]:
    """The modules outside of the box, in the order in which the submission passed them while it was graded."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log"
        with watched_examiners(folder, log):
            watch(log)
            try:
                report = check_notebook(notebook, KIT, "rbm", "auto", seed=None)
            finally:
                sys.setprofile(None)
        assert report.score == report.max_score, report
        return _in_order(log.read_text())


def _in_order(log: str) -> list[Sight]:
    sights = [Sight(int(line.split("\t")[0]), *line.split("\t")[1:]) for line in log.splitlines()]
    first: dict[str, Sight] = {}
    for sight in sorted(sights):
        first.setdefault(sight.module, sight)
    return list(first.values())


def inside() -> list[str]:
    """The modules below a student's code in a box: its cells, and a function that a test calls."""
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
        box = stack.enter_context(contextlib.closing(Box(choose("auto", Path(scratch)), Visible(), [], Limits())))
        program = Program(((1, STACKS),), ("stacks",))
        session = stack.enter_context(contextlib.closing(Session(box, program)))
        student = stack.enter_context(contextlib.closing(Student(session, {}, numpy.random.default_rng(), 1)))
        files = [Path(file) for files in student.stacks() for file in files]
    ours = [INSIDE / file.name for file in files if file.parent.name == INSIDE.name]
    return [str(file.relative_to(PACKAGE)) for file in dict.fromkeys(ours)]


def _lines(module: str) -> int:
    return len((PACKAGE / module).read_text().splitlines())


def main() -> int:
    """Print the modules with their lines."""
    plain = read_case(ROOT / "tests" / "submissions" / "rbm" / "plain.py")
    with tempfile.TemporaryDirectory() as folder:
        notebook = Path(folder) / "ada.ipynb"
        nbformat.write(as_notebook(plain, nbformat.from_dict(load("rbm").notebook), plain), notebook)
        sights = outside(notebook)
    command = _module(check_notebook.__code__.co_filename)
    print(f"   {command:28} {_lines(str(command)):4} lines  is the command, which calls the others")
    stations = [(sight.module, sight.function) for sight in sights if sight.module != command]
    stations += [(module, "is below the student's code") for module in inside()]
    for number, (module, words) in enumerate(stations, start=1):
        print(f"{number:2} {module:28} {_lines(module):4} lines  {words}")
    longest = max(_lines(module) for module, _ in stations)
    print(f"{len(stations)} modules from the file to the report, the longest of {longest} lines")
    return int(len(stations) > MOST or longest > LONGEST)


if __name__ == "__main__":
    sys.exit(main())
