"""What a hidden test hands to the `student` object, and what comes back from there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import numpy

from ..records import Outcome

T = TypeVar("T")


class Student(Protocol):
    """The functions of one submission, as a hidden test sees them: `student.name(...)` calls one."""

    rng: numpy.random.Generator  # for a test's own random numbers: drawn anew for each grading

    def call(self, name: str, *args: Any, **kwargs: Any) -> Answer:
        """Call a function: its value, and the arguments as they are afterwards."""
        ...

    def repeat(self, times: int, name: str, *args: Any) -> list[Any]:
        """The values of so many calls with the same arguments."""
        ...

    def once(self, ask: Callable[[Any], T]) -> T:
        """What `ask(student)` gives; several tests of a part may look at one answer."""
        ...

    def replacing(self, **functions: Any) -> AbstractContextManager[None]:
        """Inside, the student's code that calls one of these names calls ours, or gets a `Canned` answer."""
        ...

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """A function of that name, for who wants its value only."""
        ...


class Failure(Exception):
    """The student's code did not answer; the outcome and the words for it."""

    def __init__(self, outcome: Outcome, message: str, died: bool = False, mistake: str | None = None) -> None:
        super().__init__(message)
        self.mistake = mistake  # its name, where it needs no diagnosis
        self.outcome: Outcome = outcome
        self.message = message
        self.died = died  # the process ended: by the student's code, or by something else on this machine


@dataclass(frozen=True)
class Answer:
    """What a call came back with: the value, the positional arguments as they are afterwards, seconds (as told)."""

    value: Any
    arguments: tuple[Any, ...]
    seconds: float


@dataclass(eq=False)
class Canned:
    """Stands for a function in the box: gives the same value at once, and notes what it is called with.

    After a call of the student's function, `calls` holds for each call of this one its arguments at the places
    `reads`. One call more than `limit` is noted; it and all later ones raise.
    """

    value: Any
    reads: list[int]
    limit: int
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def read(self, recorded: Any) -> bool:
        """Note what the student's process tells of the calls; whether it has the form that ours has there."""
        match recorded:
            case [int(count), list(places)] if len(places) == len(self.reads) and 0 <= count <= self.limit + 1:
                if all(isinstance(seen, list | numpy.ndarray) and len(seen) == count for seen in places):
                    self.calls = list(zip(*places, strict=True)) if places else [()] * count
                    return True
        return False
