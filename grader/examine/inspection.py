"""The hidden tests of an assignment as plain facts, collected in a process of their own.

    python -m grader.examine.inspection KIT ASSIGNMENT

prints them as JSON: what an author wrote is never imported into the process of a command.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from ..errors import BrokenTests, InputError
from ..kit.assignment import Assignment
from ..kit.kit import kit_at
from .plugin import Plugin, run_plugin
from .problems import problems


class TestFacts(msgspec.Struct, frozen=True):
    """What is known of one hidden test without running it."""

    __test__ = False  # pytest: not a test class

    part: str
    id: str
    title: str
    points: float
    hint: str
    false_alarm: float
    asked_by: str
    place: str


class Inspection(msgspec.Struct, frozen=True):
    """All hidden tests of an assignment, and what is wrong with them."""

    tests: tuple[TestFacts, ...]
    titles: dict[str, str]
    problems: tuple[str, ...]


def inspect(assignment: Assignment) -> Inspection:
    """The hidden tests as they are collected now. Raises InputError if pytest itself fails."""
    command = [sys.executable, "-P", "-m", "grader.examine.inspection", str(assignment.kit.root), assignment.id]
    with tempfile.NamedTemporaryFile() as answer:
        result = subprocess.run([*command, answer.name], cwd=assignment.kit.root, capture_output=True, text=True)
        content = Path(answer.name).read_bytes()
    if not content:
        words = (result.stderr or result.stdout).strip()[-2000:]
        raise InputError(f"The hidden tests in {assignment.hidden} cannot be collected:\n{words}")
    return msgspec.json.decode(content, type=Inspection)


def refuse_broken_tests(assignment: Assignment) -> None:
    """Raise BrokenTests if hidden tests cannot be used: they would take their points from a whole class."""
    if found := inspect(assignment).problems:
        raise BrokenTests(assignment.id, found)


def _inspected(assignment: Assignment, plugin: Plugin) -> Inspection:
    tests = tuple(
        TestFacts(t.part, t.id, t.title, t.points, t.hint, t.false_alarm, t.asked_by, t.place) for t in plugin.tests
    )
    return Inspection(tests, plugin.titles, tuple(problems(assignment, plugin)))


def main() -> None:
    """Write the inspection to the file that is named last."""
    kit, name, answer = sys.argv[1:]
    assignment = Assignment.load(kit_at(Path(kit)), name)
    found: list[Inspection] = []
    run_plugin(assignment.hidden, lambda plugin: found.append(_inspected(assignment, plugin)))
    if found:
        Path(answer).write_bytes(msgspec.json.encode(found[0]))
        os._exit(0)  # whatever a test has started


if __name__ == "__main__":
    main()
