"""What went wrong with what people gave us: told in words, never as a traceback."""

from __future__ import annotations


class InputError(Exception):
    """The user's or the author's input is wrong: what happened, where, and what to do."""


class Unreadable(Exception):
    """A file that was handed in cannot be read; the message is the reason."""
