"""The floor of grading: the processor time that students' functions themselves take, called in a warm process.

The hidden tests run here without a box or a wall; only the time inside students' functions counts, without
what these call back. Run as `python -m benchmarks.floor COUNT`; prints seconds for each submission.
"""

from __future__ import annotations

import contextlib
import copy
import io
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import numpy

import solutions
from grader.box.inside.messages import AnswerWith
from grader.box.inside.names import find, rebind
from grader.box.inside.proxies import StandIn
from grader.box.inside.submission import new_shell, run_cells
from grader.examine.examination import run_test
from grader.examine.plugin import Plugin, run_plugin
from grader.handed_in.notebook import as_submission
from grader.kit.assignment import Assignment
from grader.kit.cases import as_notebook, read_case
from grader.testing.asking import Answer, Canned, Failure

from .kits import load
from .submissions import BANK, lean, mixed


class LocalStudent:
    """The functions of a submission in this very process; counts the time that they take."""

    def __init__(self, names: dict[str, Any], lent: dict[str, Any], answers: dict[Any, Any]) -> None:
        self.names, self.rng, self.answers = names, numpy.random.default_rng(), answers
        self.used, self._called_back = 0.0, 0.0
        self._before = dict(names)
        self._bind(lent)

    def call(self, name: str, *args: Any, **kwargs: Any) -> Answer:
        """Call it with copies of the arguments, on the clock."""
        function = find(self.names, name)
        if function is None:
            raise Failure("missing", name)
        args = copy.deepcopy(args)
        self._called_back, started = 0.0, time.process_time()
        try:
            value = function(*args, *kwargs.values())
        except Exception as error:
            raise Failure("crashed", str(error)) from None
        finally:
            self.used += time.process_time() - started - self._called_back
        return Answer(value, args, 0.0)

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self.call(name, *args, **kwargs).value

    def repeat(self, times: int, name: str, *args: Any) -> list[Any]:
        """The values of so many calls."""
        return [self.call(name, *args).value for _ in range(times)]

    def once(self, ask: Callable[[LocalStudent], Any]) -> Any:
        """What several tests look at."""
        if ask not in self.answers:
            self.answers[ask] = ask(self)
        return self.answers[ask]

    @contextlib.contextmanager
    def replacing(self, **functions: Any) -> Iterator[None]:
        """The student's code calls our functions, off the clock, or gets canned answers."""
        before = dict(self.names)
        canned = {
            function: StandIn(find(self.names, name), AnswerWith(function.value, function.reads, function.limit))
            for name, function in functions.items()
            if isinstance(function, Canned)
        }
        self._bind({name: canned.get(function, function) for name, function in functions.items()})
        yield
        for ours, boxed in canned.items():
            ours.read(boxed.noted())
        self.names.update(before)

    def close(self) -> None:
        """Give the student's own functions back."""
        self.names.update(self._before)

    def _bind(self, functions: dict[str, Any]) -> None:
        for name, function in functions.items():
            rebind(self.names, name, self._off_the_clock(function))

    def _off_the_clock(self, function: Any) -> Any:
        def call(*args: Any) -> Any:
            started = time.process_time()
            try:
                return function(*args)
            finally:
                self._called_back += time.process_time() - started

        return call


def main() -> None:
    """Print the seconds for each submission of a mixed class."""
    assignment = load("rbm")
    source, plain = lean(nbformat.read(assignment.path, as_version=4)), read_case(BANK / "plain.py")
    shell = new_shell()
    run_cells(shell, list(enumerate(assignment.opening)))
    opening = dict(shell.user_ns)

    def work(plugin: Plugin) -> None:
        for case in mixed(int(sys.argv[1])):
            shell.user_ns.clear()
            shell.user_ns.update(opening)
            cells = as_submission(assignment, case.name, as_notebook(case, source, plain)).cells
            with contextlib.redirect_stdout(io.StringIO()):  # what students print
                run_cells(shell, [(cell.number, cell.source) for cell in cells])
                seconds = _seconds(assignment, plugin, shell.user_ns)
            print(f"{case.name} {seconds:.4f}", flush=True)

    run_plugin(assignment.hidden, work)


def _seconds(assignment: Assignment, plugin: Plugin, names: dict[str, Any]) -> float:
    used, answers = 0.0, dict[Any, Any]()
    for test in plugin.tests:
        lent = {name: getattr(solutions, name) for name in assignment.before(test.part)}
        student = LocalStudent(names, lent, answers)
        run_test(test, student)  # type: ignore[arg-type]  # it stands for one
        used += student.used
    return used


if __name__ == "__main__":
    main()
