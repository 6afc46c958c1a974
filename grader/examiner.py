"""The examiner: one process that holds hidden tests and references, grades submissions, and owns a box.

    python -m grader.examiner ASSIGNMENT ISOLATION DESCRIPTOR

Submissions come in and reports go out as frames on an inherited socket. No code of a student runs in here.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import secrets
import socket
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy

from .assignment import DATA, Assignment, Part
from .box import Box, BoxError, Limits
from .inside import wire
from .isolation import choose
from .plugin import HiddenTest, Plugin, run_plugin
from .records import Cell, PartResult, Report, Submission, TestResult
from .session import Gone, Notebook, OutOfTime, Session, TestProcess
from .student import Failure, Student, new_process

_SHORT = 1  # seconds of processor time for a test when most of the class should not wait for it
_TIMEOUTS = 3  # tests of a part that may run out of time before the others are not tried
_GIFT = "This counts as soon as one of the main tests of the part passes."
_ENOUGH = f"This was not tried: {_TIMEOUTS} other tests of the part had no answer in time."


class Slow(Exception):
    """A cell or a test did not end within the short limit of a first look."""


class SharedProcess:
    """The process in which tests run as long as they pass: until one fails, it is as good as a fresh copy for each.

    Functions whose part has full points are `proven`: while later parts are tested the student's own ones are used in
    place of the references, which saves the way across the wall.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.proven: set[str] = set()
        self._stack = contextlib.ExitStack()
        self._process: TestProcess | None = None

    def opened(self, rng: numpy.random.Generator) -> TestProcess:
        """The process, started if there is none."""
        if self._process is None:
            self._process = self._stack.enter_context(new_process(self.session, rng, _SHORT))
        return self._process

    def end(self) -> None:
        """End it; the next test gets another one."""
        self._process = None
        self._stack.close()


class Examiner:
    """Grades submissions of one assignment."""

    def __init__(self, assignment: Assignment, isolation: str, plugin: Plugin, limits: Limits | None = None) -> None:
        self.assignment, self.plugin, self.limits = assignment, plugin, limits or Limits()
        self._scratch = tempfile.TemporaryDirectory(prefix="grader-")
        self.isolation = choose(isolation, Path(self._scratch.name))
        self._reference = importlib.import_module("solutions")
        self._diagnose = _diagnosis(assignment)
        self._box: Box | None = None

    def examine(self, submission: Submission, seed: int | None = None, quick: bool = False) -> Report:
        """The report on one submission. What is wrong with the box itself is raised as BoxError.

        With `quick`, a cell or a test that takes more than a second raises Slow: its full time comes when the others
        of the class are graded.
        """
        started = time.monotonic()
        seed = secrets.randbits(63) if seed is None else seed
        if submission.unreadable:
            return self._report(submission, "unreadable", self._untouched("skipped", submission.unreadable), started)
        try:
            session = Session(self._open_box(), self._notebook(submission), quick)
        except OutOfTime:
            raise Slow() from None
        shared = SharedProcess(session)
        try:
            notices: list[str] = []
            parts = tuple(
                self._examine_part(part, session, shared, seed, notices, quick) for part in self.assignment.parts
            )
        finally:
            shared.end()
            session.close()
        notices += [f"cell {cell}: a statement did not end and was left out" for cell, _ in sorted(session.skipped)]
        faulty = any(test.outcome == "fault" for part in parts for test in part.tests)
        return self._report(submission, "fault" if faulty else "graded", parts, started, notices)

    def unexamined(self, submission: Submission, reason: str) -> Report:
        """The report after a fault of ours: no score, for a person to look at."""
        return self._report(submission, "fault", self._untouched("fault", reason), time.monotonic())

    def _open_box(self) -> Box:
        if self._box is None:
            opening = list(enumerate(self.assignment.opening, start=1))
            self._box = Box(self.isolation, DATA, opening, self.limits)
        return self._box

    def close(self) -> None:
        """End the box; the next submission gets a new one."""
        if self._box is not None:
            self._box.close()
        self._box = None

    def _notebook(self, submission: Submission) -> Notebook:
        """The cells to run; opening cells that are as released have run already."""
        cells = [(cell.number, cell.source) for cell in submission.cells]
        opening = self.assignment.opening
        if tuple(source for _, source in cells[: len(opening)]) == opening:
            cells = cells[len(opening) :]
        return Notebook(tuple(cells), self.assignment.functions)

    def _tests(self, part: Part) -> list[HiddenTest]:
        return [test for test in self.plugin.tests if test.part == part.id]

    def _examine_part(
        self, part: Part, session: Session, shared: SharedProcess, seed: int, notices: list[str], quick: bool
    ) -> PartResult:
        """One part: its tests run in the shared process until one fails; that one and those after it get fresh copies.

        So a right answer is graded in a fraction of the time, and nothing is decided against a student by what the test
        before has left behind.
        """
        references = {name: getattr(self._reference, name) for name in self.assignment.before(part.id)}
        unproven = {name: reference for name, reference in references.items() if name not in shared.proven}
        passed = self._examine_together(part, shared, unproven, seed, quick)
        seconds, results, timeouts = _SHORT if quick else self.limits.test_seconds, [], 0
        for test in self._tests(part):
            if test.id in passed:
                results.append(_result(test, None))
                continue
            if timeouts == _TIMEOUTS:
                results.append(_result(test, Failure("timeout", _ENOUGH)))
                continue
            result, used_reference = self._examine_test(test, session, references, seed, seconds)
            if used_reference:
                return self._not_attempted(part, result.message)
            if result.outcome == "timeout":
                if quick:
                    raise Slow()
                seconds, timeouts = _SHORT, timeouts + 1
            results.append(result)
        results = _without_gifts(self._tests(part), results)
        if any(result.outcome in ("wrong", "crashed") for result in results):
            student = Student(session, unproven, _rng(seed, part.id), seconds)
            results = self._name_mistake(part, student, results, notices)
        result = PartResult(part.id, self.plugin.titles.get(part.id, part.id), True, tuple(results))
        if result.score == result.max_score:
            shared.proven.update(part.functions)
        return result

    def _examine_together(
        self, part: Part, shared: SharedProcess, lent: dict[str, Any], seed: int, quick: bool
    ) -> set[str]:
        """The tests of a part, up to the first that fails, that pass one after the other in the shared process."""
        passed: set[str] = set()
        _seed_references(lent.values(), _rng(seed, part.id))
        with contextlib.suppress(OutOfTime, Gone):
            for test in self._tests(part):
                rng = _rng(seed, f"{part.id}/{test.id}")
                student = Student(shared.session, lent, rng, _SHORT, shared.opened(rng))
                error = self.plugin.run(test, student)
                if error is not None or student.used_reference:
                    shared.end()
                    if quick and isinstance(error, Failure) and error.outcome == "timeout":
                        raise Slow()
                    break
                passed.add(test.id)
        return passed

    def _examine_test(
        self, test: HiddenTest, session: Session, references: dict[str, Any], seed: int, seconds: int
    ) -> tuple[TestResult, bool]:
        """The result of one test in a fresh copy, and whether the student's code called the reference.

        A test that fails with earlier functions lent runs once more with the student's own ones: an answer may
        rely on more than the exercise asks of them. So does one whose process died: something else may have killed it.
        """

        def attempt(lent: dict[str, Any]) -> tuple[BaseException | None, Student]:
            rng = _rng(seed, f"{test.part}/{test.id}")
            _seed_references(lent.values(), rng)
            student = Student(session, lent, rng, seconds)
            return self.plugin.run(test, student), student

        error, student = attempt(references)
        if isinstance(error, Failure) and error.died:
            error, student = attempt(references)
        late = isinstance(error, Failure) and error.outcome == "timeout"
        if error is not None and student.borrowed and not student.used_reference and not late:
            own_error, own = attempt({})
            if own_error is None and not own.used_reference:
                error = None
        if isinstance(error, BoxError):
            raise error  # a new box, and all tests once more
        return _result(test, error), student.used_reference

    def _not_attempted(self, part: Part, message: str) -> PartResult:
        tests = tuple(TestResult(t.id, t.title, "skipped", 0.0, t.points, message) for t in self._tests(part))
        return PartResult(part.id, self.plugin.titles.get(part.id, part.id), False, tests)

    def _untouched(self, outcome: Any, message: str) -> tuple[PartResult, ...]:
        """Every part without a verdict."""
        return tuple(
            PartResult(
                part.id,
                self.plugin.titles.get(part.id, part.id),
                False,
                tuple(TestResult(t.id, t.title, outcome, 0.0, t.points, message) for t in self._tests(part)),
            )
            for part in self.assignment.parts
        )

    def _name_mistake(
        self, part: Part, student: Student, results: list[TestResult], notices: list[str]
    ) -> list[TestResult]:
        """The results, with the mistake that explains the failed ones if one does."""
        mistake = None
        try:
            mistake = self._diagnose(student, part.id)
        except (Failure, AssertionError):
            pass  # it fails in other ways as well: nothing to name
        except Exception as error:
            notices.append(f"the diagnosis of `{part.id}` failed: {type(error).__name__}: {error}")
        finally:
            student.close()
        if mistake is None:
            return results
        failed = [result.id for result in results if result.outcome in ("wrong", "crashed")]
        told = {failed[0]: f"\n{mistake.words}"}  # once is enough
        return [
            replace(result, message=f"{result.message}{told.get(result.id, '')}".strip(), mistake=mistake.slug)
            if result.id in failed
            else result
            for result in results
        ]

    def _report(
        self, submission: Submission, status: Any, parts: tuple[PartResult, ...], started: float, notices: Any = ()
    ) -> Report:
        return Report(
            submission.assignment,
            submission.student,
            status,
            parts,
            (*submission.notices, *notices),
            self.isolation.name,
            time.monotonic() - started,
            dict(self._box.versions) if self._box else {},
        )


def _rng(seed: int, name: str) -> numpy.random.Generator:
    """A generator for one test: the same whatever happened in the tests before it."""
    return numpy.random.default_rng([seed, zlib.crc32(name.encode())])


def _seed_references(references: Iterable[Any], rng: numpy.random.Generator) -> None:
    """Let references that are lent draw the same numbers again; they draw from the `rng` of their module."""
    for module in dict.fromkeys(sys.modules[reference.__module__] for reference in references):
        if isinstance(getattr(module, "rng", None), numpy.random.Generator):
            module.rng = numpy.random.default_rng(rng.integers(2**63))


def _result(test: HiddenTest, error: BaseException | None) -> TestResult:
    """The verdict. An error that is neither the student's nor a failed check is a fault of ours."""
    mistake = None
    if error is None:
        return TestResult(test.id, test.title, "passed", test.points, test.points)
    if isinstance(error, Failure):
        outcome, message, mistake = error.outcome, error.message, error.mistake
    elif isinstance(error, AssertionError):
        outcome, message = "wrong", f"{error}\n{test.hint}".strip()
    else:
        trace = traceback.extract_tb(error.__traceback__)[-1]
        outcome, message = "fault", f"{type(error).__name__}: {error} ({Path(trace.filename).name}:{trace.lineno})"
    return TestResult(test.id, test.title, outcome, 0.0, test.points, message, mistake)


def _without_gifts(tests: list[HiddenTest], results: list[TestResult]) -> list[TestResult]:
    """No points for what an empty answer has as well, such as the right shape, unless something more is right."""
    if any(result.outcome == "passed" and not test.secondary for test, result in zip(tests, results, strict=True)):
        return results
    return [
        replace(result, outcome="skipped", score=0.0, message=_GIFT) if result.outcome == "passed" else result
        for result in results
    ]


def _diagnosis(assignment: Assignment) -> Callable[[Student, str], Any]:
    name = f"grader.hidden.{assignment.id}.mistakes"
    if importlib.util.find_spec(name) is None:
        return lambda student, part: None
    return importlib.import_module(name).diagnose


def _serve(connection: socket.socket, examiner: Examiner) -> None:
    wire.send(connection, ["ready", [[t.part, t.id, t.title, t.points, t.false_alarm] for t in examiner.plugin.tests]])
    while True:
        try:
            order = wire.receive(connection)
        except wire.Closed:
            return
        cells = tuple(Cell(*cell) for cell in order["cells"])
        submission = Submission(
            order["assignment"], order["student"], cells, tuple(order["notices"]), order["unreadable"]
        )
        try:
            report = _examine(examiner, submission, order["seed"], order["quick"])
        except Slow:
            wire.send(connection, ["slow", None])
        else:
            wire.send(connection, ["report", report.to_dict()])


def _examine(examiner: Examiner, submission: Submission, seed: int | None, quick: bool) -> Report:
    """One report, whatever happens; a broken box is replaced once."""
    for _attempt in (1, 2):
        try:
            return examiner.examine(submission, seed, quick)
        except Slow:
            raise
        except BoxError as error:
            examiner.close()
            reason = str(error)
        except Exception:
            return examiner.unexamined(submission, f"The grader failed: {traceback.format_exc(limit=-3)}")
    return examiner.unexamined(submission, reason)


def main() -> int:
    """Serve one parent until it closes the connection."""
    assignment = Assignment.load(sys.argv[1])
    connection = socket.socket(fileno=int(sys.argv[3]))

    def work(plugin: Plugin) -> None:
        examiner = Examiner(assignment, sys.argv[2], plugin)
        try:
            _serve(connection, examiner)
        finally:
            examiner.close()

    return run_plugin(assignment.hidden, work)


if __name__ == "__main__":
    sys.exit(main())
