"""Classes for the benchmarks, made from the bank of submissions: mixed, and as large as asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from grader.kit.assignment import Assignment
from grader.kit.cases import Case, as_notebook, cases, read_case
from grader.kit.cells import flag, grade_id, is_display
from grader.layout import Course

from .kits import ROOT

BANK = ROOT / "tests" / "submissions" / "rbm"
SLOW = ("endless", "loops-forever", "never-ends", "sleeps")  # their time is a limit of ours, not a cost


def mixed(count: int) -> list[Case]:
    """Three right ones to two wrong ones, spread evenly over the bank and repeated as often as needed."""
    right = itertools.cycle(_spread(cases(BANK / "correct"), 37))
    wrong = itertools.cycle(_spread([case for case in cases(BANK / "wrong") if not _is_slow(case)], 101))
    return [next(wrong) if number % 5 in (1, 3) else next(right) for number in range(count)]


def _is_slow(case: Case) -> bool:
    return any(word in case.name or word in (case.mistake or "") for word in SLOW)


def _spread(items: list[Any], step: int) -> list[Any]:
    """The same items in an order in which neighbours in the alphabet are far apart."""
    return [items[number * step % len(items)] for number in range(len(items))]


def lean(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The source notebook without the cells that only show something: stock nbgrader would run them all."""
    kept = [cell for cell in source.cells if cell.cell_type == "code" and not is_display(cell)]
    return nbformat.from_dict({**source, "cells": kept})


def with_tests_in_cells(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The lean notebook with an instructor's usual asserts in its test cells (benchmarks/in_kernel)."""
    notebook = lean(source)
    for cell in notebook.cells:
        if flag(cell, "grade"):
            part = grade_id(cell).removeprefix("test_")
            hidden = (Path(__file__).parent / "in_kernel" / f"{part}.py").read_text()
            cell.source = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return notebook


def hand_in(course: Course, assignment: Assignment, source: nbformat.NotebookNode, count: int) -> Iterator[str]:
    """Put a mixed class into `submitted/`; the students' names."""
    plain = read_case(BANK / "plain.py")
    made: dict[str, str] = {}
    for number, case in enumerate(mixed(count)):
        if case.name not in made:
            made[case.name] = nbformat.writes(as_notebook(case, source, plain))
        path = course.submitted(assignment.id, f"s{number:05d}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[case.name])
        yield path.parent.parent.name
