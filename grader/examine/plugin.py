"""The pytest plugin: hidden tests are collected once, to be called for one submission after the other."""

from __future__ import annotations

import inspect
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from _pytest.outcomes import OutcomeException
from _pytest.pathlib import ImportMode, import_path

from ..kit.assignment import Assignment
from .student import Student

# Plugins that happen to be installed could reorder tests or seed random numbers: one that a test needs is named in
# `pytest_plugins` of its conftest.py.
_OPTIONS = ["--assert=plain", "--strict-markers", "--import-mode=importlib", "--disable-plugin-autoload"]
_OPTIONS += ["--continue-on-collection-errors"]  # they are told all together
_WITHOUT = ["terminal", "cacheprovider", "logging", "doctest", "unittest", "stepwise", "junitxml", "pastebin"]
_WITHOUT += ["unraisableexception", "threadexception"]  # they look for what their own reports would say
RAISED_BY_TESTS = (Exception, OutcomeException)  # the latter by pytest.fail and pytest.skip
MARKERS = [
    "points(n): what the test is worth",
    "hint(text): the only detail that a student sees when the answer is wrong",
    "asked_by(text): the words of the notebook that ask for what is tested",
    "false_alarm(p): the probability that a right answer fails",
    "secondary: an empty answer may pass it: counts only if a test of the part that is not secondary passes",
]


@dataclass(frozen=True)
class HiddenTest:
    """One collected hidden test."""

    item: pytest.Function
    part: str
    title: str
    points: float
    hint: str
    false_alarm: float
    asked_by: str
    secondary: bool
    function: Callable[[Student], object]  # runs it on a submission

    @property
    def id(self) -> str:
        """The name of the test, with its parameters."""
        return self.item.name

    @property
    def place(self) -> str:
        """The file and line of the test."""
        path, line, _ = self.item.location
        return f"{Path(self.item.config.rootpath, path)}:{(line or 0) + 1}"


@dataclass(frozen=True)
class CollectionError:
    """A file of hidden tests that could not be collected: where, and the error."""

    path: Path
    line: int | None
    error: BaseException


@dataclass
class Plugin:
    """Runs `work(self)` in place of pytest's own loop over the tests."""

    work: Callable[[Plugin], None]
    tests: list[HiddenTest] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # the title of each part
    errors: list[CollectionError] = field(default_factory=list)
    _student: Student | None = None

    @pytest.hookimpl
    def pytest_configure(self, config: pytest.Config) -> None:
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)

    @pytest.fixture
    def student(self) -> Student:
        """The functions of the submission that is being graded."""
        assert self._student is not None
        return self._student

    @pytest.hookimpl
    def pytest_exception_interact(self, node: pytest.Collector, call: pytest.CallInfo[object]) -> None:
        """A file that cannot be collected: pytest goes on with the others."""
        assert call.excinfo is not None  # or this hook is not called
        error = call.excinfo.value.__cause__ or call.excinfo.value  # pytest wraps what an import raises
        self.errors.append(CollectionError(node.path, _line_in(node.path, error), error))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        functions = [item for item in session.items if isinstance(item, pytest.Function)]
        self.tests = [_describe(item, self._function(item)) for item in functions]
        for item in functions:
            self.titles[_part(item)] = _first_line(item.module.__doc__) or _part(item)
        self.work(self)
        return True

    def of_part(self, part: str) -> list[HiddenTest]:
        """The tests of one part, in the order of the file."""
        return [test for test in self.tests if test.part == part]

    def _function(self, item: pytest.Function) -> Callable[[Student], object]:
        """What the author wrote, if it takes `student` alone; else a call with which pytest sets up other fixtures."""
        plain = item.fixturenames == ["student"] and not inspect.iscoroutinefunction(item.obj)
        function: Callable[[Student], object] = item.obj if plain else partial(self._call, item)
        return function

    def _call(self, item: pytest.Function, student: Student) -> None:
        """Call a test for which pytest sets up and tears down more than `student`."""
        self._student = student
        item._initrequest()  # fresh fixtures: pytest meant each item to run once
        state, module = item.session._setupstate, item.getparent(pytest.Module)
        # What pytest does around this, above all its reports, takes longer than most tests, and nobody reads it.
        try:
            state.teardown_exact(module)  # type: ignore[arg-type]  # of another module, if the last test was in one
            state.setup(item)
            item.runtest()
        finally:
            # All but the module, which takes as long to set up as a test.
            state.teardown_exact(module)  # type: ignore[arg-type]


def run_plugin(folder: Path, work: Callable[[Plugin], None]) -> int:
    """Collect the hidden tests in `folder`, then do `work`; pytest's exit code."""
    plugin = Plugin(work)
    if not folder.is_dir():
        work(plugin)
        return 0
    without = [f"-pno:{name}" for name in _WITHOUT]
    places = [f"--rootdir={folder.parent.parent}", f"--confcutdir={folder}", f"-c{os.devnull}"]
    return int(pytest.main([*places, "-s", *_OPTIONS, *without, str(folder)], plugins=[plugin]))


def hidden_module(assignment: Assignment, name: str) -> ModuleType | None:
    """What lies beside the hidden tests under that name, imported as pytest imports these: each file once."""
    folder = assignment.hidden
    for path in (folder / f"{name}.py", folder / name / "__init__.py"):
        if path.exists():
            root = folder.parent.parent
            return import_path(path, mode=ImportMode.importlib, root=root, consider_namespace_packages=False)
    return None


def _line_in(path: Path, error: BaseException) -> int | None:
    """The line of a file at which an error left it."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None


def _describe(item: pytest.Function, function: Callable[[Student], object]) -> HiddenTest:
    def marker(name: str, default: Any) -> Any:
        found = item.get_closest_marker(name)
        return found.args[0] if found else default

    title = _first_line(item.function.__doc__) or item.name
    points, hint, false_alarm = float(marker("points", 0)), marker("hint", ""), marker("false_alarm", 0.0)
    secondary = item.get_closest_marker("secondary") is not None
    asked_by = str(marker("asked_by", ""))
    return HiddenTest(item, _part(item), title, points, hint, false_alarm, asked_by, secondary, function)


def _part(item: pytest.Function) -> str:
    return item.path.stem.removeprefix("test_")


def _first_line(docstring: str | None) -> str:
    """The first sentence or line of a docstring, without its full stop."""
    paragraph = (docstring or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).split(". ")[0].rstrip(".")
