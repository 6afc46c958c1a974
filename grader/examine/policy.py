"""The verdict policy: in which process a test runs, what is lent there, when it runs again, and what counts.

Nothing is decided against a student by what other tests have left behind: a failure counts only in a process of the
test's own. There, the functions of the parts before are lent, so that a mistake costs its own part only; an answer
that relies on more than the exercise asks of these functions is tried with the student's own ones as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ..records import Outcome


class Lent(Enum):
    """Which functions of the parts before are references, while a test runs; the others are the student's own."""

    ALL = "all"
    UNPROVEN = "those whose main tests have not all passed"
    NONE = "none"


@dataclass(frozen=True)
class Verdict:
    """How a test ended in one attempt."""

    error: BaseException | None
    outcome: Outcome
    asked_lent: bool  # the student's code called a function that was lent
    called_solutions: bool  # the part is not attempted
    own_process: bool  # everything that it was told came from processes that served no other test
    seconds: float

    @property
    def passed(self) -> bool:
        return self.outcome == "passed"


@dataclass(frozen=True)
class Attempt:
    """One row of the policy."""

    own_process: bool
    lent: Lent
    made: Callable[[Verdict, bool], bool]  # by the verdict before, and whether all parts before have all points
    final: Callable[[Verdict], bool]


def _always(before: Verdict, all_right: bool) -> bool:
    return True


def _if_what_is_used_is_right(before: Verdict, all_right: bool) -> bool:
    return all_right and before.outcome != "timeout"


def _if_it_asked_what_was_lent(before: Verdict, all_right: bool) -> bool:
    return before.asked_lent and before.outcome != "timeout"


POLICY = (
    #       own process  lent           is made                     is final if it
    Attempt(False, Lent.UNPROVEN, _always, lambda it: it.passed or it.called_solutions),
    Attempt(True, Lent.NONE, _if_what_is_used_is_right, lambda it: it.passed or it.outcome == "wrong"),
    Attempt(True, Lent.ALL, _always, lambda it: it.passed),
    Attempt(True, Lent.NONE, _if_it_asked_what_was_lent, lambda it: it.passed and not it.called_solutions),
)
COUNTS = Lent.ALL  # the attempt with this counts if none was final

SHORT = 1  # seconds of processor time for a test when most of the class should not wait for it
TIMEOUTS = 3  # tests of a part that may run out of time before the others are not tried


def decide(run: Callable[[Attempt], Verdict], all_right: bool) -> Verdict:
    """The verdict on one test: attempts are made with `run` until one is final."""
    before = counts = None
    for attempt in POLICY:
        if before is None or attempt.made(before, all_right):
            before = run(attempt)
            if attempt.final(before):
                return before
            counts = before if attempt.lent is COUNTS else counts
    assert counts is not None  # one of the attempts is always made, and lends what counts
    return counts
