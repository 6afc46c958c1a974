"""One submission, part by part: its hidden tests are run, and what they found becomes results."""

from __future__ import annotations

import contextlib
import time
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
from ..records import Notice, Outcome, PartResult, TestResult, shared_reason
from ..testing import Failure, Mismatch, Mistake
from .plugin import RAISED_BY_TESTS, HiddenTest, Plugin, hidden_module
from .policy import SHORT, TIMEOUTS, Attempt, Lent, Verdict, decide
from .references import References, references, seed_references
from .student import Student, new_process

_GIFT = "This counts as soon as one of the main tests of the part passes."
_ENOUGH = f"This was not tried: {TIMEOUTS} other tests of the part had no answer in time."


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
        self.notices = _notices(session)
        self._references = references(assignment)
        self._seed, self._quick, self._seconds = seed, quick, SHORT if quick else seconds
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
        earlier = {name: self._references[name] for name in self.assignment.before(part.id)}
        tests, results = self.plugin.of_part(part.id), []
        self._answers.clear()
        seconds, timeouts = self._seconds, 0
        for test in tests:
            if timeouts == TIMEOUTS:
                results.append(_result(test, Failure("timeout", _ENOUGH)))
                continue
            verdict = self._verdict(test, earlier, seconds)
            result = replace(_result(test, verdict.error), seconds=round(verdict.seconds, 3))
            if verdict.called_solutions:
                return without_verdict(self.plugin, part, "skipped", result.reason)
            if result.outcome == "timeout":
                seconds, timeouts = SHORT, timeouts + 1
            results.append(result)
        results = _without_gifts(tests, results)
        if any(result.outcome in ("wrong", "crashed") for result in results):
            results = self._with_mistake(part, earlier, seconds, results)
        if all(result.outcome == "passed" for test, result in zip(tests, results, strict=True) if not test.secondary):
            self._proven.update(part.functions)
        if all(result.outcome == "passed" for result in results):
            self._full.update(part.functions)
        title = self.plugin.titles.get(part.id, part.id)
        return PartResult(part.id, title, True, tuple(results), shared_reason(results))

    def _verdict(self, test: HiddenTest, earlier: References, seconds: int) -> Verdict:
        """The verdict on one test, by the policy; `earlier` are the references of the functions of earlier parts."""
        lent = {
            Lent.ALL: earlier,
            Lent.UNPROVEN: {name: reference for name, reference in earlier.items() if name not in self._proven},
            Lent.NONE: {},
        }
        known: dict[frozenset[str], Verdict] = {}  # of attempts in an own process, by what was lent there

        def run(attempt: Attempt) -> Verdict:
            functions = lent[attempt.lent]
            names = frozenset(functions)
            if attempt.own_process and names in known:
                return known[names]
            if attempt.own_process:
                self._shared.end()
            verdict = self._run(test, functions, seconds)
            if verdict.own_process:
                known[names] = verdict
            return verdict

        return decide(run, all_right=earlier.keys() <= self._full)

    def _run(self, test: HiddenTest, lent: References, seconds: int) -> Verdict:
        """Run a test in the shared process, which ends if it fails.

        What died in a process of its own is tried once more: something else may have killed it. A broken box is raised
        as BoxError.
        """
        verdict = self._try(test, lent, seconds)
        if verdict.own_process and isinstance(verdict.error, Failure) and verdict.error.died:
            verdict = self._try(test, lent, seconds)
        if verdict.own_process and verdict.outcome == "timeout" and self._quick:
            raise Slow
        return verdict

    def _try(self, test: HiddenTest, lent: References, seconds: int) -> Verdict:
        started = time.monotonic()
        student = self._student(f"{test.part}/{test.id}", lent, seconds)
        error = run_test(test, student)
        if isinstance(error, BoxError):
            raise error  # a new box, and all tests once more
        if student.asked:
            if error is None and not student.used_reference:
                self._shared.keep(student.lent)
            else:
                self._shared.end()
        return Verdict(
            error,
            _outcome(error),
            asked_lent=student.borrowed,
            called_solutions=student.used_reference,
            own_process=student.alone,
            seconds=time.monotonic() - started,
        )

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

    def _with_mistake(
        self, part: Part, earlier: References, seconds: int, results: list[TestResult]
    ) -> list[TestResult]:
        """The results, with the mistake that explains the failed ones if one does."""
        mistake = self._mistake(part, earlier, seconds)
        if mistake is None:
            return results
        return [
            replace(result, mistake=mistake.slug, mistake_words=mistake.words)
            if result.outcome in ("wrong", "crashed")
            else result
            for result in results
        ]

    def _mistake(self, part: Part, earlier: References, seconds: int) -> Mistake | None:
        """The mistake that behaves like the student's answer to this part, or None."""
        self._shared.end()  # what tests have used of its processor time is not there for this
        lent = {name: reference for name, reference in earlier.items() if name not in self._proven}
        student = self._student(part.id, lent, seconds)
        mistake = None
        try:
            mistake = diagnosis_of(self.assignment)(student, part.id)
        except (Failure, AssertionError):
            pass  # it fails in other ways as well: nothing to name
        except BoxError:
            raise
        except Exception as error:
            words = f"the diagnosis of `{part.id}` failed: {type(error).__name__}: {error}"
            self.notices.append(Notice("grader", words))
        if student.asked:
            self._shared.keep(student.lent)
        return mistake


def run_test(test: HiddenTest, student: Student) -> BaseException | None:
    """What one test raised for a submission, in its set-up, call or tear-down, or None."""
    try:
        test.function(student)
    except RAISED_BY_TESTS as error:
        return error
    finally:
        student.close()
    return None


def without_verdict(plugin: Plugin, part: Part, outcome: Outcome, reason: str) -> PartResult:
    """A part whose tests were not run, or do not count."""
    tests = tuple(TestResult(t.id, t.title, outcome, 0.0, t.points) for t in plugin.of_part(part.id))
    return PartResult(part.id, plugin.titles.get(part.id, part.id), False, tests, reason)


@cache
def diagnosis_of(assignment: Assignment) -> Callable[[Student, str], Mistake | None]:
    """What names the mistake behind a part's behaviour; of an assignment without models of mistakes, nothing."""
    module = hidden_module(assignment, "mistakes")
    return module.diagnose if module else lambda student, part: None


def _notices(session: Session) -> list[Notice]:
    """What running the cells has shown."""
    left_out = "a statement did not end, or ended its process, and was left out"
    notices = [Notice("left-out statement", f"cell {cell}: {left_out}") for cell, _ in sorted(session.skipped)]
    for error in session.errors:
        if error.type == "ModuleNotFoundError":
            notices.append(Notice("missing library", f"{error.place or error.cell}: {error.text}"))
    return notices


def _rng(seed: int, name: str) -> numpy.random.Generator:
    """A generator for one test: the same whatever happened in the tests before it."""
    return numpy.random.default_rng([seed, zlib.crc32(name.encode())])


def _outcome(error: BaseException | None) -> Outcome:
    """How a test ended. An error that is neither the student's nor a failed check is a fault of ours."""
    if error is None:
        return "passed"
    if isinstance(error, Failure):
        return error.outcome
    return "wrong" if isinstance(error, AssertionError) else "fault"


def _result(test: HiddenTest, error: BaseException | None) -> TestResult:
    """What is told of one test."""
    outcome = _outcome(error)
    if error is None:
        return TestResult(test.id, test.title, outcome, test.points, test.points)
    result = TestResult(test.id, test.title, outcome, 0.0, test.points, str(error))
    if isinstance(error, Failure):
        return replace(result, reason=error.message, mistake=error.mistake)
    if isinstance(error, Mismatch):
        return replace(result, expected=error.expected, got=error.got, hint=test.hint)
    if outcome == "wrong":
        return replace(result, hint=test.hint)
    return replace(result, reason=f"{_place(test, error)}: the test itself failed: {type(error).__name__}: {error}")


def _place(test: HiddenTest, error: BaseException) -> str:
    """The author's line at which a test failed by itself, or ours if none of the author's is in it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(test.item.path.parent)]
    last = (own or frames)[-1]
    return f"{last.filename}:{last.lineno}"


def _without_gifts(tests: list[HiddenTest], results: list[TestResult]) -> list[TestResult]:
    """No points for what an empty answer has as well, such as the right shape, unless something more is right."""
    if any(result.outcome == "passed" and not test.secondary for test, result in zip(tests, results, strict=True)):
        return results
    return [
        replace(result, outcome="skipped", score=0.0, reason=_GIFT) if result.outcome == "passed" else result
        for result in results
    ]
