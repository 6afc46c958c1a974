"""Naming a mistake: a student's behaviour is compared with models of known mistakes, run on our side.

A model is a wrong answer with the student's signature. Deterministic answers are compared by value. Samplers
are compared by likelihood, which is exact: a model is run once with every way in which its random numbers can
fall (`outcomes`). A mistake is named only if it explains what was seen and the right answer does not.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .asking import Failure, Student

Model = Callable[..., Any]


@dataclass(frozen=True)
class Mistake:
    """The name of a mistake, and what a student reads about it."""

    slug: str
    words: str


@dataclass(frozen=True)
class Seen:
    """What a call did: the value and the arguments afterwards, or the words of the error that it raised."""

    value: Any = None
    arguments: tuple[Any, ...] = ()
    error: str | None = None


def ask(student: Student, name: str, *args: Any) -> Seen:
    """What the student's function does with these arguments. A crash is an answer, a timeout is not."""
    try:
        answer = student.call(name, *args)
    except Failure as failure:
        if failure.outcome != "crashed":
            raise
        return Seen(error=failure.message)
    return Seen(answer.value, answer.arguments)


def run(model: Model, *args: Any, **helpers: Any) -> Seen:
    """What a model does with copies of these arguments; `helpers` are handed on as they are."""
    mine = copy.deepcopy(args)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return Seen(model(*mine, **helpers), mine)
        except Exception as error:
            return Seen(error=type(error).__name__)


def same(a: Any, b: Any, tolerance: float) -> bool:
    """Two values are alike: kind, shape, and numbers to a tolerance relative to their size; nan equals nan."""
    if isinstance(a, Seen) and isinstance(b, Seen):
        if a.error is not None or b.error is not None:
            return a.error is not None and b.error is not None and b.error != "" and b.error in a.error
        return same(a.value, b.value, tolerance) and same(list(a.arguments), list(b.arguments), tolerance)
    if kind(a) != kind(b):
        return False
    if isinstance(a, dict):
        return set(a) == set(b) and all(same(a[key], b[key], tolerance) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y, tolerance) for x, y in zip(a, b, strict=True))
    if kind(a) not in ("array", "number"):
        return bool(a == b)
    if np.shape(a) != np.shape(b):
        return False
    a, b = np.ravel(a), np.ravel(b)
    # Most models are far off: one number in a hundred says so.
    return all(_near(a[::n], b[::n], tolerance) for n in (101, 1))


def _near(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    """As np.allclose with equal_nan, which takes several times as long: a mistake is found by thousands of these."""
    b = b * 1.0  # bools and unsigned integers cannot be subtracted
    with np.errstate(all="ignore"):
        near = (np.abs(a - b) <= tolerance + tolerance * np.abs(b)) & np.isfinite(b)
        return bool(near.all() or (near | (a == b) | (a != a) & (b != b)).all())


def kind(value: Any) -> str:
    """What a value is, as far as models and students can agree: NumPy's scalars are numbers."""
    if isinstance(value, np.ndarray) and value.ndim:
        return "array"
    if isinstance(value, (bool, int, float, complex, np.number, np.bool_, np.ndarray)):
        return "number"
    return type(value).__name__


class Catalogue:
    """The known mistakes of one function, from rows of slug, what it does, where to look and, maybe, models."""

    def __init__(self, function: str, *tables: Sequence[tuple[Any, ...]]) -> None:
        self._function = function
        self._words = {slug: (does, look) for table in tables for slug, does, look, *_ in table}

    def named(self, slug: str) -> Mistake:
        """The mistake of that name."""
        does, look = self._words[slug]
        return Mistake(slug, f"It behaves exactly like a `{self._function}` that {does}. {look}")

    def models(self, table: Sequence[tuple[Any, ...]]) -> list[tuple[Mistake, Model]]:
        """Every model of a table, with its mistake."""
        return [(self.named(slug), model) for slug, _, _, models in table for model in models]


def first(mistakes: Iterable[tuple[Mistake, Model]], explains: Callable[[Model], bool]) -> Mistake | None:
    """The first mistake whose model explains what was seen."""
    return next((mistake for mistake, model in mistakes if explains(model)), None)
