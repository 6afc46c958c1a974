"""`grader doctor`: attack a box on this machine, and say what held.

An attack that reaches its target, or is not ended by its limit, is a wall that is missing here.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy

from ..box.box import Box
from ..box.isolation import Isolation, Visible, bubblewrap_problem, choose, landlock_problem
from ..box.session import Program, Session
from ..examine.student import Student
from ..kit.settings import Limits
from ..testing.asking import Failure
from .attacks import BOUNDS, OUTSIDE, Probe, Target, targets

LIMITS = Limits(statement_seconds=2, test_seconds=3, patience=2, memory=2**29)
_NOT_PROMISED = {
    "bubblewrap": (
        "It shares the kernel of this machine: a hole in the kernel is a hole in the box.",
        "Memory and processes are counted ten times a second: for that long a submission can use more.",
    ),
    "landlock": (
        "It shares the kernel of this machine: a hole in the kernel is a hole in the box.",
        "Memory and processes are counted ten times a second: for that long a submission can use more.",
        "Names, sizes and dates of files outside can be seen, their content cannot.",
        "Submissions cannot write files at all: there is no folder with a limit.",
        "Submissions have no process ids of their own; what they leave is found by its parents and killed.",
        "If somebody kills the box's first process, what a submission has started may go on until it ends.",
    ),
    "none": ("Nothing is kept from a submission: it can do all that you can do.",),
}


@dataclass(frozen=True)
class Finding:
    """What became of one attack."""

    probe: Probe
    held: bool
    words: str


def diagnose(isolation: Isolation) -> Iterator[Finding]:
    """The findings of all attacks on a box of that kind. Raises BoxError if there is no box."""
    box = Box(isolation, Visible(), [], LIMITS)
    try:
        with targets() as target:
            if attempt(box, Probe("control", "", "def f(target): return target['pid']"), target) != target["pid"]:
                raise AssertionError("a harmless function does not run in the box")
            for probe in OUTSIDE:
                answer = attempt(box, probe, target)
                yield Finding(probe, answer is not True, _words(answer))
            for probe in BOUNDS:
                answer = attempt(box, probe, target)
                yield Finding(probe, ended_at_limit(probe, answer), _words(answer))
    finally:
        box.close()


def attempt(box: Box, probe: Probe, target: Target) -> object:
    """What `f(target)` returned in a fresh session, or the Failure that it ended with."""
    session = Session(box, Program(((1, probe.source),), ("f",)))
    student = Student(session, {}, numpy.random.default_rng(), box.limits.test_seconds)
    try:
        return student.f(target)
    except Failure as failure:
        return failure
    finally:
        student.close()
        session.close()


def ended_at_limit(probe: Probe, answer: object) -> bool:
    """Whether an endless attack was ended, and the student is told by what."""
    return isinstance(answer, Failure) and bool(re.search(probe.told, answer.message))


def _words(answer: object) -> str:
    if not isinstance(answer, Failure):
        return f"came back with {answer!r}"
    return answer.message.removeprefix("`f` ").split(". ")[0].split(" (cell")[0].rstrip(".")


def examine(wanted: str = "auto") -> bool:
    """Print what a box can promise on this machine; whether all of it held. Raises NoIsolation."""
    user = "root" if os.getuid() == 0 else "an ordinary user"
    python = sys.version.split()[0]
    print(f"{platform.system()} {platform.release()}, {platform.machine()}, Python {python}, as {user}")
    for name, problem in (("bubblewrap", bubblewrap_problem()), ("landlock", landlock_problem())):
        print(f"{'✗' if problem else '✓'} {name}: {problem or 'works here'}")
    with tempfile.TemporaryDirectory(prefix="grader-") as scratch:
        isolation = choose(wanted, Path(scratch))
        print(f"\nAttacks on a box of {isolation.name}:")
        return tell(isolation.name, diagnose(isolation))


def tell(name: str, findings: Iterable[Finding]) -> bool:
    """Print the findings as they come, then what that kind of box does not promise; whether all held."""
    all_held = True
    for finding in findings:
        mark = "✓" if finding.held else "✗ NOT HELD:"
        print(f"{mark} {finding.probe.promise} ({finding.words})", flush=True)
        all_held &= finding.held
    print(f"\n{'Every attack' if all_held else 'NOT every attack'} ended at a wall. What this box does not promise:")
    for limit in _NOT_PROMISED[name]:
        print(f"- {limit}")
    return all_held
