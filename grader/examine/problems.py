"""What is wrong with the hidden tests of an assignment: found before a student's work is looked at.

A test that is not collected, or is worth nothing, would take its points from the whole class without a word. So
nothing is released or graded until the list that is made here is empty. Each entry names file, line and cure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import InputError
from ..kit.assignment import Assignment
from .plugin import MARKERS, CollectionError, HiddenTest, Plugin, hidden_module
from .references import references

_MARKER = re.compile(r"'(\w+)' not found in `markers`")


def problems(assignment: Assignment, plugin: Plugin) -> list[str]:
    """All that is wrong with the tests that were collected, one text each; nothing if they can be used."""
    if not assignment.hidden.is_dir():
        return [f"{assignment.hidden}: there are no hidden tests; write test_PART.py for each answer cell in there."]
    errors = [_uncollected(error) for error in plugin.errors]
    broken = {error.path.stem.removeprefix("test_") for error in plugin.errors}
    return [
        *errors,
        *(problem for test in plugin.tests for problem in _of_test(test)),
        *_of_parts(assignment, plugin, broken),
        *_of_other_files(assignment),
    ]


def _uncollected(error: CollectionError) -> str:
    """Why a file could not be collected."""
    place = f"{error.path}:{error.line}" if error.line else str(error.path)
    if isinstance(error.error, SyntaxError):
        return f"{place}: {type(error.error).__name__}: {error.error.msg}. Correct the line."
    if marker := _MARKER.search(str(error.error)):
        names = [text.split("(")[0].split(":")[0] for text in MARKERS]
        return f"{place}: there is no marker `{marker[1]}`; {_nearest(marker[1], names)}."
    words = f"{type(error.error).__name__}: {error.error}".strip().splitlines()[0]
    return f"{place}: the file cannot be imported: {words}. Correct it, or install what it needs."


def _of_other_files(assignment: Assignment) -> Iterator[str]:
    """What else is imported for a grading: the references, and the models of mistakes."""
    try:
        references(assignment)
    except InputError as error:
        yield str(error)
    try:
        hidden_module(assignment, "mistakes")
    except Exception as error:  # whatever an author's module may raise
        yield f"{assignment.hidden / 'mistakes'}: cannot be imported: {type(error).__name__}: {error}. Correct it."


def _of_test(test: HiddenTest) -> Iterator[str]:
    if test.points <= 0:
        yield f"{test.place}: `{test.id}` is worth nothing; add @pytest.mark.points(n) with its points."
    if "student" not in test.item.fixturenames:
        yield f"{test.place}: `{test.id}` never asks the student; give it the argument `student`."
    for name in ("skip", "skipif", "xfail"):
        if test.item.get_closest_marker(name):
            yield f"{test.place}: `{test.id}` has the marker `{name}`: a test that is left out costs its points."


def _of_parts(assignment: Assignment, plugin: Plugin, broken: Iterable[str]) -> Iterator[str]:
    """Whether parts and files of tests belong to each other, and their points add up."""
    parts = {part.id: part for part in assignment.parts}
    for test in {test.part: test for test in plugin.tests}.values():
        if test.part not in parts:
            near = _nearest(test.part, parts)
            yield f"{test.item.path}: the notebook has no answer cell `{test.part}`; {near}. Rename the file to fit."
    for part in parts.values():
        points = sum(test.points for test in plugin.of_part(part.id))
        file = assignment.hidden / f"test_{part.id}.py"
        if part.id in broken:
            continue  # said already, with the reason
        if not plugin.of_part(part.id):
            yield f"{file}: no tests for the answer cell `{part.id}`{_misnamed(file)}."
        elif abs(points - part.points) > 1e-9:
            yield (
                f"{file}: its tests are worth {points:g} points, and the cell `test_{part.id}` of "
                f"{assignment.path.name} {part.points:g}. Make them "
                "equal; a test whose name another one repeats is never run."
            )


def _misnamed(file: Path) -> str:
    """What file may have been meant for tests that are missing."""
    others = [path.name for path in file.parent.glob("*.py") if path.name != "__init__.py"]
    near = difflib.get_close_matches(file.name, [name for name in others if name != file.name], 1, 0.8)
    if file.exists():
        return "; its functions have to be called test_..."
    return f"; is it {near[0]}? Rename that" if near else "; write that file"


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, 1)
    return f"did you mean `{near[0]}`" if near else f"there are {', '.join(names)}"
