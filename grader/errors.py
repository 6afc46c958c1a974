"""What went wrong with what people gave us: told in words, never as a traceback."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(Exception):
    """The user's or the author's input is wrong: what happened, where, and what to do."""


class Unreadable(Exception):
    """A file that was handed in cannot be read; the message is the reason."""


class BrokenTests(InputError):
    """Hidden tests that would take their points from a whole class: nothing is released or graded with them."""

    def __init__(self, assignment: str, problems: Iterable[str]) -> None:
        listed = "".join(f"\n- {problem}" for problem in problems)
        super().__init__(f"The hidden tests of `{assignment}` cannot be used:{listed}")
