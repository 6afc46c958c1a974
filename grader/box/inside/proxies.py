"""What stands for other functions in a box: for `solutions`, for what is lent or replaced, for canned answers.

There is no code of a reference in here. A proxy asks our side, which decides.
"""

from __future__ import annotations

import copy
import socket
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Literal

import numpy

from . import typed
from .messages import Answered, AnswerWith, Ask, Meaning, Noted, ToAsking
from .names import Args, Function, Names, find, in_order, rebind

Kind = Literal["lent", "replaced", "reference"]


class Line:
    """The connection of the running test, if one is running; every proxy asks through it."""

    def __init__(self) -> None:
        self.connection: socket.socket | None = None

    def ask(self, kind: Kind, name: str, args: Args, kwargs: Names) -> Any:
        """What our side answers. Raises RuntimeError with our side's words."""
        if self.connection is None:
            raise RuntimeError(f"solutions.{name} is not available while a notebook is graded")
        typed.send(self.connection, Ask(kind, name, list(args), kwargs))
        answer = typed.receive(self.connection, ToAsking)
        if isinstance(answer, Answered):
            return answer.value
        raise RuntimeError(answer.words)


class Reference(ModuleType):
    """Stands for `solutions`, and for its parts: each attribute is a function that only our side could answer."""

    def __init__(self, name: str, line: Line) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self._line = line

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return proxy(self._line, "reference", name)


class _References(MetaPathFinder, Loader):
    """Finds `solutions.anything` too, so that importing from a part of it is seen as what it is."""

    def __init__(self, name: str, line: Line) -> None:
        self.name, self.line = name, line

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.startswith(f"{self.name}.") else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Reference(spec.name, self.line)

    def exec_module(self, module: ModuleType) -> None:
        pass


def stand_for_references(name: str) -> Line:
    """Let that module be one of proxies, whoever imports it; the line on which they ask."""
    line = Line()
    sys.modules[name] = Reference(name, line)
    sys.meta_path.append(_References(name, line))
    return line


def proxy(line: Line, kind: Kind, name: str, own: Function | None = None) -> Function:
    """A function that asks our side. Keywords are put in the order of the student's `own` function."""

    def ask(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = in_order(own, args, kwargs)
        return line.ask(kind, name, args, kwargs)

    ask.__name__ = ask.__qualname__ = name
    return ask


class StandIn:
    """Answers at once, with a copy of the same value each time, and notes the arguments at some places."""

    def __init__(self, own: Function | None, answer: AnswerWith) -> None:
        self.calls = 0
        self.seen: list[list[Any]] = [[] for _ in answer.reads]  # for each place, an argument for each call
        self._own, self._answer = own, answer

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        args, _ = in_order(self._own, args, kwargs)
        value, reads, limit = self._answer
        if self.calls > limit:
            raise RuntimeError(f"more than {limit} calls are too many to wait for")
        self.calls += 1
        for place, values in zip(reads, self.seen, strict=True):
            values.append(copy.copy(args[place]) if place < len(args) else None)
        return _copied(value)

    def noted(self) -> Noted:
        """What it saw until now."""
        return Noted(self.calls, [_together(values) for values in self.seen])


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


class Bindings:
    """What names mean for one test, beside what the student's notebook says."""

    def __init__(self, names: Names, line: Line) -> None:
        self._names, self._line = names, line
        self._own: dict[str, Function | None] = {}  # the student's functions whose names mean something else now
        self._stand_ins: dict[str, StandIn] = {}

    def bind(self, meanings: dict[str, Meaning]) -> None:
        """Let each name mean that."""
        for name, meaning in meanings.items():
            own = self._own.setdefault(name, find(self._names, name))
            self._stand_ins.pop(name, None)
            function = self._function(name, own, meaning)
            if function is None:
                self._names.pop(name, None)
            else:
                rebind(self._names, name, function)

    def _function(self, name: str, own: Function | None, meaning: Meaning) -> Function | None:
        if meaning == "own":
            return own
        if isinstance(meaning, AnswerWith):
            self._stand_ins[name] = StandIn(own, meaning)
            return self._stand_ins[name]
        return proxy(self._line, meaning, name, own)

    def noted(self) -> dict[str, Noted]:
        """What canned functions saw."""
        return {name: function.noted() for name, function in self._stand_ins.items()}
