"""Every message across the wall of a box, to whom it goes, and what comes back from there.

    to                      message                     what comes back
    the first process       Setup, once
    a process that forks    StartSession *              WallsUp, from the session
    sessions (`zygote.py`)  StartCopy *
                            WhenReady                   Ready, as soon as all is imported
    a session               RunCells                    Running for each statement, then Ran
                            StartTest *
    the process of a test   Bind
                            Call                        Returned, Raised or Missing; before that, any number of Ask
    our side                Ask, during a Call          Answered or Refused

    * goes with one end of a new connection, at which the new process listens

Both sides read with this list; nothing else is taken for a message. A session and the process of a test are a
student's: what comes from there may be forged. It has one of these forms, or it ends as that student's failure.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from .typed import Direction, Message, PlainMessage
from .walls import ProcessLimits

MOST_ERRORS, LONGEST_TEXT, LONGEST_NAME = 100, 500, 100
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Name = Annotated[str, Meta(max_length=LONGEST_NAME)]


class Walls(Struct, frozen=True):
    """What a first process has to know to close itself off."""

    kind: Literal["namespaces", "landlock"] | None
    work: str  # the folder in which submissions run
    links: dict[str, str]  # what is found there, and where it really is
    readable: list[str]
    hidden: list[str]  # what lies within that, and cannot be read


class Setup(PlainMessage, frozen=True):
    """The first message to a first process: what all submissions have in common."""

    walls: Walls
    limits: ProcessLimits
    reference: str  # the name of the module of references, which is not there
    opening: list[tuple[int, str]]  # the assignment's own cells before the first answer
    fonts: dict[str, bytes]  # matplotlib's lists of fonts, by their files' names


class WhenReady(PlainMessage, frozen=True):
    """Asks a process that forks sessions to say that it is ready, and with that its number."""


class Ready(PlainMessage, frozen=True):
    """It is. `fonts` are the lists that it had to make."""

    versions: dict[str, str]
    fonts: dict[str, bytes]


class StartCopy(PlainMessage, frozen=True):
    """Have a copy of yourself that has imported so many rare libraries (`libraries.py`) obey at that connection."""

    rare: int


class StartSession(PlainMessage, frozen=True):
    """Import so many rare libraries, then fork a session that listens at that connection."""

    rare: int


class WallsUp(PlainMessage, frozen=True):
    """The session is closed off. Now a student's code may run in it."""


class RunCells(PlainMessage, frozen=True):
    """Run the cells of a submission, for so many seconds of processor time at most."""

    cells: tuple[tuple[int, str], ...]  # with their numbers
    skip: frozenset[tuple[int, int]]  # statements (cell, index) that are left out
    definitions_only: bool
    seconds: int


class Running(PlainMessage, frozen=True):
    """Cell and index of the statement that comes now, and whether it is an import."""

    cell: int
    index: int
    importing: bool


class CellError(Struct, frozen=True):
    """The exception that a statement of a cell ended with."""

    cell: int
    type: Name
    text: Text
    place: Name


class Ran(PlainMessage, frozen=True):
    """The cells have run; these statements failed."""

    errors: Annotated[tuple[CellError, ...], Meta(max_length=MOST_ERRORS)]


class StartTest(PlainMessage, frozen=True):
    """Fork the process of a test, with its own random numbers, for so many seconds of processor time at most."""

    seed: Annotated[int, Meta(ge=0)]
    seconds: int


class AnswerWith(NamedTuple):
    """What a canned function gives each time, at which places it notes its arguments, and how often it answers."""

    value: Any
    reads: list[int]
    limit: int


class Noted(NamedTuple):
    """What a canned function saw: how many calls, and for each place that it reads, the argument in each call."""

    calls: int
    arguments: list[Any]


Meaning = Literal["own", "lent", "replaced"] | AnswerWith  # the student's own, ours if asked for, or canned


class Bind(Message, frozen=True):
    """Let names mean something else from now on."""

    meanings: dict[str, Meaning]


class Call(Message, frozen=True):
    """Call the student's function of that name; with `times`, so often, each time with a copy of the arguments."""

    name: str
    args: list[Any]
    kwargs: dict[str, Any]
    with_arguments: bool  # as they are afterwards
    times: int | None


class Returned(Message, frozen=True):
    """What the function gave, or the list of what it gave each time."""

    value: Any
    arguments: list[Any]
    seconds: float
    noted: dict[str, Noted]  # by canned functions


class Raised(Message, frozen=True):
    """The exception that the function ended with, or why its answer cannot be sent (without a type)."""

    type: Name
    text: Text
    place: Name
    noted: dict[str, Noted]


class Missing(Message, frozen=True):
    """There is no function of that name; these are nearly called that."""

    like: list[str]


class Ask(Message, frozen=True):
    """The student's code calls a function that our side has; `reference` is one that it may not have."""

    kind: Literal["lent", "replaced", "reference"]
    name: str
    args: list[Any]
    kwargs: dict[str, Any]


class Answered(Message, frozen=True):
    """What our function gave."""

    value: Any


class Refused(Message, frozen=True):
    """Why our side gives no answer: an exception in the student's code."""

    words: str


class ToFirstProcess(Direction[Setup], frozen=True): ...


class ToZygote(Direction[WhenReady | StartCopy | StartSession], frozen=True): ...


class FromZygote(Direction[Ready], frozen=True): ...


class ToNewSession(Direction[RunCells], frozen=True): ...


class FromNewSession(Direction[WallsUp], frozen=True): ...


class FromCells(Direction[Running | Ran], frozen=True): ...


class ToSession(Direction[StartTest], frozen=True): ...


class ToTest(Direction[Bind | Call], frozen=True): ...


class FromTest(Direction[Ask | Returned | Raised | Missing], frozen=True): ...


class ToAsking(Direction[Answered | Refused], frozen=True): ...
