"""Messages with types: sent as plain lists in a frame (wire.py), and checked as soon as they are received.

The messages of each wall are listed in one file: `messages.py` here, and grader/examine/messages.py.
"""

from __future__ import annotations

import socket
from typing import Any, Generic, TypeVar

import msgspec

from . import wire


class Message(msgspec.Struct, frozen=True, array_like=True, tag=True, tag_field="message", forbid_unknown_fields=True):
    """A message that crosses as a list of its name and its fields, which are plain data and may be a student's."""

    def plain(self) -> list[Any]:
        """The list. Its values are not looked at: they arrive as they are, or not at all."""
        return [type(self).__name__, *msgspec.structs.astuple(self)]


class PlainMessage(Message, frozen=True):
    """A message of our own words and numbers. Its fields may be records, too."""

    def plain(self) -> list[Any]:
        """The list, with records as dicts."""
        found: list[Any] = msgspec.to_builtins(self, builtin_types=(bytes,))
        return found


M = TypeVar("M")


class Direction(msgspec.Struct, Generic[M], frozen=True, array_like=True):
    """The messages that somebody takes; for each such direction there is a subclass with a name."""

    message: M


def send(connection: socket.socket, message: Message, descriptor: int | None = None) -> None:
    """Send a message, and a descriptor with it. Raises WireError, or OSError if the connection does not take it."""
    wire.send(connection, message.plain(), descriptor)


def receive(connection: socket.socket, direction: type[Direction[M]], deadline: float | None = None) -> M:
    """The next message. Raises WireError if it is none, and TimeoutError if it is not complete at `deadline`."""
    return checked(wire.receive(connection, deadline), direction)


def receive_with_connection(connection: socket.socket, direction: type[Direction[M]]) -> tuple[M, socket.socket | None]:
    """The next message of our side, and the connection that was sent with it, if there was one."""
    message, descriptor = wire.receive_with_descriptor(connection)
    return checked(message, direction), None if descriptor is None else socket.socket(fileno=descriptor)


def connect(control: socket.socket, message: Message) -> socket.socket:
    """One end of a new connection; the other one goes with the message. Raises OSError or WireError."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            send(control, message, theirs.fileno())
        except BaseException:
            ours.close()
            raise
    return ours


def checked(message: Any, direction: type[Direction[M]]) -> M:
    """The message that a list stands for; arrays in it are not copied. Raises WireError if it is none."""
    try:
        return msgspec.convert([message], direction).message
    except ValueError:  # msgspec's own errors are such, and that of half a character in place of a name
        raise wire.WireError(f"what came is no message {direction.__name__}") from None
