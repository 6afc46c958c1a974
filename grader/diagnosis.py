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

from .checks import typical
from .student import Failure, Student

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
            return bool(a.error and b.error) and b.error in a.error
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


# --- samplers -------------------------------------------------------------------------------------------------


def likeliest(
    mistakes: Iterable[tuple[Mistake, Model]],
    right: Model,
    counts: Sequence[np.ndarray],
    tables: Callable[[Model], Sequence[np.ndarray] | None],
    margin: float = 14.0,
) -> Mistake | None:
    """The mistake under which the counts are likeliest, if they are e^margin times likelier than when right.

    `tables(model)` are the probabilities of the outcomes that `counts` counts. The counts have to be typical of
    the mistake, and no other mistake may come near it.
    """
    expected = [(mistake, table) for mistake, model in mistakes if (table := tables(model)) is not None]
    ranked = sorted(((log_likelihood(counts, table), i) for i, (_, table) in enumerate(expected)), reverse=True)
    if not ranked:
        return None
    best, i = ranked[0]
    mistake, table = expected[i]
    rival = max((score for score, j in ranked if expected[j][0].slug != mistake.slug), default=-np.inf)
    true = tables(right)
    clear = best - rival > 3 and (true is None or best - log_likelihood(counts, true) > margin)
    return mistake if clear and np.isfinite(best) and fits(counts, table) else None


def log_likelihood(counts: Sequence[np.ndarray], table: Sequence[np.ndarray]) -> float:
    """log P(counts) without the binomial coefficients, which all models share."""
    with np.errstate(divide="ignore"):
        return float(sum(np.sum(n[n > 0] * np.log(p[n > 0])) for n, p in zip(counts, table, strict=True)))


def fits(counts: Sequence[np.ndarray], table: Sequence[np.ndarray], false_alarm: float = 1e-4) -> bool:
    """None of the counts would surprise under these probabilities."""
    for n, p in zip(counts, table, strict=True):
        low, high = typical(n.sum(), p, false_alarm / len(p) / len(counts))
        if ((n < low) | (n > high)).any():
            return False
    return True


class Chance:
    """The random numbers of a sampler that is run once for all ways in which they can fall, one way a row."""

    def __init__(self, comparisons: int) -> None:
        self.rows = 2**comparisons
        self.weight = np.ones(self.rows)  # the probability of each row
        self.used = 0
        self._comparisons = comparisons

    def uniform(self, n: int) -> Uniform:
        """n uniform random numbers."""
        return Uniform(self, n)

    def bernoulli(self, p: np.ndarray) -> np.ndarray:
        """Zeros and ones with the probabilities p (rows, n), each from a uniform number of its own."""
        return self.uniform(p.shape[-1]) < p

    def fall(self, p: np.ndarray) -> np.ndarray:
        """The outcome of the next comparison, true with probability p (rows,)."""
        if self.used >= self._comparisons:
            self.used += 1  # counting only, see `outcomes`
            return np.zeros(self.rows)
        outcome = (np.arange(self.rows) >> self.used & 1).astype(np.float64)
        self.used += 1
        self.weight *= np.where(outcome == 1, p, 1 - p)
        return outcome


class Uniform:
    """Uniform random numbers of which nothing is known but how the comparisons so far have fallen."""

    def __init__(self, chance: Chance, n: int) -> None:
        self.chance = chance
        self.low, self.high = np.zeros((chance.rows, n)), np.ones((chance.rows, n))

    def __lt__(self, p: np.ndarray) -> np.ndarray:
        p = np.broadcast_to(p, (self.chance.rows, np.shape(p)[-1]))
        return np.stack([self._below(j % self.low.shape[1], p[:, j]) for j in range(p.shape[1])], axis=1)

    def _below(self, i: int, p: np.ndarray) -> np.ndarray:
        low, high = self.low[:, i].copy(), self.high[:, i].copy()
        width = np.where(high > low, high - low, 1)
        outcome = self.chance.fall(np.clip((p - low) / width, 0, 1))
        self.high[:, i] = np.where(outcome == 1, np.minimum(high, p), high)
        self.low[:, i] = np.where(outcome == 1, low, np.maximum(low, p))
        return outcome


def outcomes(sampler: Model, start: np.ndarray, limit: int = 16) -> tuple[np.ndarray, np.ndarray] | None:
    """Every result of `sampler(x, chance)` and its probability, x being copies of `start` in the rows.

    None if more than `limit` comparisons of random numbers are made: 2^limit rows are enough.
    """
    count = Chance(0)
    sampler(np.repeat(start[None], 1, axis=0), count)
    if count.used > limit:
        return None
    chance = Chance(count.used)
    return np.asarray(sampler(np.repeat(start[None], chance.rows, axis=0), chance)), chance.weight
