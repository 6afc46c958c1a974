"""One submission, part by part: in which process a test runs, what is lent to it, and what its failure means."""

from __future__ import annotations

import contextlib
import traceback
import zlib
from collections import ChainMap, defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy

from ..box.box import BoxError
from ..box.session import Session, TestProcess
from ..kit.assignment import Assignment, Part
from ..records import Outcome, PartResult, TestResult
from ..testing.asking import Failure
from .plugin import HiddenTest, Plugin, hidden_module
from .references import References
from .references import references as all_references
from .references import seed as seed_references
from .student import Student, new_process

_SHORT = 1  # seconds of processor time for a test when most of the class should not wait for it
_TIMEOUTS = 3  # tests of a part that may run out of time before the others are not tried
_GIFT = "This counts as soon as one of the main tests of the part passes."
_ENOUGH = f"This was not tried: {_TIMEOUTS} other tests of the part had no answer in time."


class Slow(Exception):
    """A cell or a test did not end within the short limit of a first look."""


class SharedProcess:
    """The process in which tests run as long as they pass: until one fails, it is as good as a fresh copy for each."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.used = False  # something was asked in it before
        self.lent: References = {}  # all that was lent in it: a name keeps its meaning
        self.answers: dict[Any, Any] = {}  # to what was asked in it once (`Student.once`)
        self._stack = contextlib.ExitStack()
        self._process: TestProcess | None = None

    def opened(self, rng: numpy.random.Generator, seconds: int) -> TestProcess:
        """The process, started if there is none."""
        if self._process is None:
            self._process = self._stack.enter_context(new_process(self.session, rng, seconds))
        return self._process

    def keep(self, lent: References) -> None:
        """Let others be asked in it after this, unless it is broken."""
        if self._process is None or self._process.broken:
            self.end()
        else:
            self.used, self.lent = True, lent

    def end(self) -> None:
        """End it; the next test gets another one."""
        self._process, self.used, self.lent, self.answers = None, False, {}, {}
        self._stack.close()


class Examination:
    """The examination of one submission, whose cells have run.

    With `quick`, a test that takes more than a second raises Slow.
    """

    def __init__(
        self, assignment: Assignment, plugin: Plugin, session: Session, seed: int, quick: bool, seconds: int
    ) -> None:
        self.assignment, self.plugin, self.session = assignment, plugin, session
        self._references = all_references(assignment)
        self.notices: list[str] = []
        self._seed, self._quick, self._seconds = seed, quick, _SHORT if quick else seconds
        self._shared = SharedProcess(session)
        # What was asked once in a process that served no other test, by the names of what was lent.
        self._answers: defaultdict[frozenset[str], dict[Any, Any]] = defaultdict(dict)
        # Functions of parts whose main tests all passed: while later parts are tested the student's own ones are used
        # first, in place of the references, which saves the way across the wall.
        self._proven: set[str] = set()
        self._full: set[str] = set()  # those of parts in which nothing is wrong

    def parts(self) -> tuple[PartResult, ...]:
        """The results of all parts. What is wrong with the box itself is raised as BoxError."""
        try:
            return tuple(map(self._part, self.assignment.parts))
        finally:
            self._shared.end()

    def _part(self, part: Part) -> PartResult:
        references = {name: self._references[name] for name in self.assignment.before(part.id)}
        tests, results = self.plugin.of_part(part.id), []
        self._answers.clear()
        seconds, timeouts = self._seconds, 0
        for test in tests:
            if timeouts == _TIMEOUTS:
                results.append(_result(test, Failure("timeout", _ENOUGH)))
                continue
            result, used_reference = self._test(test, references, seconds)
            if used_reference:
                return without_verdict(self.plugin, part, "skipped", result.message)
            if result.outcome == "timeout":
                seconds, timeouts = _SHORT, timeouts + 1
            results.append(result)
        results = _without_gifts(tests, results)
        if any(result.outcome in ("wrong", "crashed") for result in results):
            results = self._name_mistake(part, self._unproven(references), seconds, results)
        if all(result.outcome == "passed" for test, result in zip(tests, results, strict=True) if not test.secondary):
            self._proven.update(part.functions)
        if all(result.outcome == "passed" for result in results):
            self._full.update(part.functions)
        return PartResult(part.id, self.plugin.titles.get(part.id, part.id), True, tuple(results))

    def _unproven(self, references: References) -> References:
        return {name: reference for name, reference in references.items() if name not in self._proven}

    def _test(self, test: HiddenTest, references: References, seconds: int) -> tuple[TestResult, bool]:
        """The result of one test, and whether the student's code called the reference.

        Nothing is decided against a student by what a test before has left behind: a failure counts only in a process
        that served no other test. There, the functions of earlier parts are lent; an answer that relies on more than
        the exercise asks of these is tried with the student's own ones as well. If nothing is wrong with these, wrong
        values with them are wrong.
        """
        lent = self._unproven(references)
        error, student = self._run(test, lent, seconds)
        if error is None or student.used_reference:
            return _result(test, error), student.used_reference
        outcomes = {frozenset(lent): (error, student)} if student.alone else {}

        def alone(lent: References) -> tuple[BaseException | None, Student]:
            names = frozenset(lent)
            if names not in outcomes:
                self._shared.end()
                outcomes[names] = self._run(test, lent, seconds)
            return outcomes[names]

        if references.keys() <= self._full and not _late(error):
            error, student = alone({})
            if error is None or isinstance(error, AssertionError):
                return _result(test, error), student.used_reference
        error, student = alone(references)
        if error is not None and student.borrowed and not _late(error):
            own_error, own = alone({})
            if own_error is None and not own.used_reference:
                error = None
        return _result(test, error), student.used_reference

    def _run(self, test: HiddenTest, lent: References, seconds: int) -> tuple[BaseException | None, Student]:
        """Run a test in the shared process, which ends if it fails.

        What died alone is tried once more: something else may have killed it. A broken box is raised as BoxError.
        """
        error, student = self._try(test, lent, seconds)
        if student.alone and isinstance(error, Failure) and error.died:
            error, student = self._try(test, lent, seconds)
        if student.alone and self._quick and _late(error):
            raise Slow()
        return error, student

    def _try(self, test: HiddenTest, lent: References, seconds: int) -> tuple[BaseException | None, Student]:
        student = self._student(f"{test.part}/{test.id}", lent, seconds)
        error = self.plugin.run(test, student)
        if isinstance(error, BoxError):
            raise error  # a new box, and all tests once more
        if student.asked:
            if error is None and not student.used_reference:
                self._shared.keep(student.lent)
            else:
                self._shared.end()
        return error, student

    def _student(self, name: str, lent: References, seconds: int) -> Student:
        """What asks in the shared process; its random numbers follow from the name."""
        rng = _rng(self._seed, name)
        lent = {**self._shared.lent, **lent}
        if lent:
            seed_references(lent.values(), _rng(self._seed, f"references for {name}"))
        used, answers = self._shared.used, ChainMap(self._answers[frozenset(lent)])
        if used:
            answers = answers.new_child(self._shared.answers)
        return Student(self.session, lent, rng, seconds, lambda: self._shared.opened(rng, seconds), used, answers)

    def _name_mistake(self, part: Part, lent: References, seconds: int, results: list[TestResult]) -> list[TestResult]:
        """The results, with the mistake that explains the failed ones if one does."""
        self._shared.end()  # what tests have used of its processor time is not there for this
        student = self._student(part.id, lent, seconds)
        mistake = None
        try:
            mistake = diagnosis_of(self.assignment)(student, part.id)
        except (Failure, AssertionError):
            pass  # it fails in other ways as well: nothing to name
        except BoxError:
            raise
        except Exception as error:
            self.notices.append(f"the diagnosis of `{part.id}` failed: {type(error).__name__}: {error}")
        if student.asked:
            self._shared.keep(student.lent)
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


def without_verdict(plugin: Plugin, part: Part, outcome: Outcome, message: str) -> PartResult:
    """A part whose tests were not run, or do not count."""
    tests = tuple(TestResult(t.id, t.title, outcome, 0.0, t.points, message) for t in plugin.of_part(part.id))
    return PartResult(part.id, plugin.titles.get(part.id, part.id), False, tests)


@cache
def diagnosis_of(assignment: Assignment) -> Callable[[Student, str], Any]:
    """What names the mistake behind a part's behaviour; of an assignment without models of mistakes, nothing."""
    module = hidden_module(assignment, "mistakes")
    return module.diagnose if module else lambda student, part: None


def _late(error: BaseException | None) -> bool:
    return isinstance(error, Failure) and error.outcome == "timeout"


def _rng(seed: int, name: str) -> numpy.random.Generator:
    """A generator for one test: the same whatever happened in the tests before it."""
    return numpy.random.default_rng([seed, zlib.crc32(name.encode())])


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
