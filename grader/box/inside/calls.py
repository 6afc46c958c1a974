"""What the process of one hidden test does: call the student's functions with what our side sends.

While it does so, functions that are lent or replaced ask our side; there is no code of a reference in here.
"""

from __future__ import annotations

import copy
import difflib
import inspect
import random
import socket
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy
import wire
from namespace import describe, find, rebind


class Line:
    """The connection of the running test, if one is running; every proxy asks through it."""

    def __init__(self) -> None:
        self.connection: socket.socket | None = None

    def ask(self, kind: str, name: str, args: tuple, kwargs: dict[str, Any]) -> Any:
        """What our side answers. Raises RuntimeError with our side's words."""
        if self.connection is None:
            raise RuntimeError(f"solutions.{name} is not available while a notebook is graded")
        wire.send(self.connection, ["ask", kind, name, list(args), kwargs])
        verb, answer = wire.receive(self.connection)
        if verb == "value":
            return answer
        raise RuntimeError(answer)


class Reference(ModuleType):
    """Stands for `solutions`: each attribute is a function that only our side could answer."""

    def __init__(self, name: str, line: Line) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self._line = line

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return proxy(self._line, "reference", name)


def proxy(line: Line, kind: str, name: str, own: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A function that asks our side. Keywords are put in the order of the student's `own` function."""

    def ask(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = in_order(own, args, kwargs)
        return line.ask(kind, name, args, kwargs)

    ask.__name__ = ask.__qualname__ = name
    return ask


class Canned:
    """Answers at once, with a copy of the same value each time, and notes the arguments at some places."""

    def __init__(self, own: Callable[..., Any] | None, value: Any, reads: list[int], limit: int) -> None:
        self.count = 0
        self.seen: list[list[Any]] = [[] for _ in reads]  # for each place, an argument for each call
        self._own, self._value, self._reads, self._limit = own, value, reads, limit

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        args, _ = in_order(self._own, args, kwargs)
        if self.count > self._limit:
            raise RuntimeError(f"more than {self._limit} calls are too many to wait for")
        self.count += 1
        for place, values in zip(self._reads, self.seen, strict=True):
            values.append(copy.copy(args[place]) if place < len(args) else None)
        return _copied(self._value)

    def recorded(self) -> list[Any]:
        """How many calls there were, and for each place the arguments."""
        return [self.count, [_together(values) for values in self.seen]]


def _copied(value: Any) -> Any:
    """As copy.deepcopy, which takes as long for a pair of arrays as a student's whole iteration."""
    if type(value) is tuple:
        return tuple(map(_copied, value))
    return value.copy() if type(value) is numpy.ndarray else copy.deepcopy(value)


def _together(values: list[Any]) -> Any:
    """Arrays that are alike as the rows of one array, which crosses the wall much faster than hundreds of them."""
    kinds = {(value.shape, value.dtype) if type(value) is numpy.ndarray else None for value in values}
    alike = len(kinds) == 1 and None not in kinds and values[0].dtype.kind in "biuf"
    return numpy.stack(values) if alike else values


def in_order(function: Callable[..., Any] | None, args: tuple, kwargs: dict[str, Any]) -> tuple[tuple, dict[str, Any]]:
    """Keywords as positional arguments, in the order of that function."""
    if not kwargs or function is None:
        return args, kwargs
    bound = inspect.signature(function).bind(*args, **kwargs)
    return bound.args, bound.kwargs


def serve(line: Line, names: dict[str, Any], seed: int) -> None:
    """Answer one test's requests until it closes the connection."""
    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    connection = line.connection
    own: dict[str, Any] = {}  # the student's functions whose names mean something else now
    canned: dict[str, Canned] = {}
    while True:
        try:
            verb, *rest = wire.receive(connection)
        except wire.Closed:
            return
        if verb == "bind":
            _bind(line, names, own, canned, rest[0])
        else:
            reply = _call(names, *rest)
            _reply(connection, reply, {name: function.recorded() for name, function in canned.items()})


def _reply(connection: socket.socket, reply: list[Any], recorded: dict[str, list[Any]]) -> None:
    """Send what a call came to and what canned functions saw of it, or say why that cannot be sent."""
    try:
        wire.send(connection, [*reply, recorded])
    except wire.TooLarge as error:
        wire.send(connection, ["raised", {"type": "", "text": str(error), "place": ""}, {}])


def _bind(
    line: Line,
    names: dict[str, Any],
    own: dict[str, Any],
    canned: dict[str, Canned],
    meanings: dict[str, list[Any] | None],
) -> None:
    """Let each name mean the student's own function (None), one that asks our side, or a canned answer."""
    for name, meaning in meanings.items():
        function = own.setdefault(name, find(names, name))
        canned.pop(name, None)
        match meaning:
            case None:
                target = function
            case ["canned", value, reads, limit]:
                target = canned[name] = Canned(function, value, reads, limit)
            case [kind]:
                target = proxy(line, kind, name, function)
        if target is None:
            names.pop(name, None)
        else:
            rebind(names, name, target)


def _call(
    names: dict[str, Any], name: str, args: list[Any], kwargs: dict[str, Any], with_arguments: bool, times: int | None
) -> list[Any]:
    function = find(names, name)
    if function is None:
        return ["missing", _like(names, name)]
    args, kwargs = _arguments(function, args, kwargs)
    started = time.perf_counter()
    try:
        if times is None:
            value = function(*args, **kwargs)
        else:
            value = [function(*copy.deepcopy(args), **kwargs) for _ in range(times)]
    except BaseException as error:  # SystemExit as well: it ends the call, not the test
        return ["raised", describe(error)]
    seconds = time.perf_counter() - started
    return ["value", value, args if with_arguments else [], seconds]


def _like(names: dict[str, Any], name: str) -> list[str]:
    """The student's own functions whose names are nearly that one."""
    own = [key for key, value in names.items() if inspect.isfunction(value) and value.__module__ == "__main__"]
    return difflib.get_close_matches(name, own, cutoff=0.75)


def _arguments(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> tuple[list, dict]:
    """Keywords by name where the function has all these names, by position otherwise: names are free."""
    if not kwargs:
        return args, kwargs
    try:
        by_name = set(kwargs) <= set(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # builtins without a signature
        by_name = False
    return (args, kwargs) if by_name else ([*args, *kwargs.values()], {})
