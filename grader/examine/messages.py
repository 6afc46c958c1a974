"""Every message between a command and its examiners (pool.py, examiner.py).

to              message            what comes back
the server      StartExaminer *    Started, from the examiner, or Refused
an examiner     Order              Graded, or TooSlow if it was to be quick

* goes with one end of a new connection, at which the examiner listens
"""

from __future__ import annotations

from ..box.inside.typed import Direction, PlainMessage
from ..records import Report, Submission


class StartExaminer(PlainMessage, frozen=True):
    """Fork an examiner that listens at that connection."""


class Started(PlainMessage, frozen=True):
    """It is there, and grades what comes."""

    pid: int


class Refused(PlainMessage, frozen=True):
    """No submission is graded with these hidden tests: what is wrong with them, for their author."""

    problems: tuple[str, ...]


class Order(PlainMessage, frozen=True):
    """Grade a submission. With `quick`, it may come back ungraded if it needs more than a moment."""

    submission: Submission
    seed: int | None
    quick: bool


class Graded(PlainMessage, frozen=True):
    """The report, whatever has happened."""

    report: Report


class TooSlow(PlainMessage, frozen=True):
    """It needs more than a moment."""


class ToServer(Direction[StartExaminer], frozen=True): ...


class FromNewExaminer(Direction[Started | Refused], frozen=True): ...


class ToExaminer(Direction[Order], frozen=True): ...


class FromExaminer(Direction[Graded | TooSlow], frozen=True): ...
