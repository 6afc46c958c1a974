"""What a function does, as far as calls can show it: its form, what it does besides, and averages of its results.

The results of a function that draws random numbers are compared by the means of many calls: of every number, and of
its square, which shows how it scatters. Questions are fixed, so what the models of mistakes do is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.testing import Seen

DEVIATIONS = 6.0  # standard errors within which two means count as the same
Call = Callable[..., Seen]


@dataclass(frozen=True)
class Question:
    """Arguments of which one, at `rng_at`, is replaced by a generator in each call; None if nothing is random."""

    arguments: tuple[Any, ...]
    rng_at: int | None = None
    calls: int = 24


@dataclass(frozen=True)
class Behaviour:
    """The form of the results, mean and standard error of every feature, and flags.

    The flags: is an argument changed, for each; then, does the same generator give the same, do all others?
    """

    form: Any
    flags: tuple[bool, ...]
    means: np.ndarray
    errors: np.ndarray

    def distance(self, other: Behaviour, deviations: float = DEVIATIONS) -> float:
        """The sum of squared deviations between the means, in standard errors; inf if one is beyond `deviations`."""
        if self.form != other.form or self.flags != other.flags or self.means.shape != other.means.shape:
            return np.inf
        alike = (self.means == other.means) | (np.isnan(self.means) & np.isnan(other.means))
        error = np.hypot(self.errors, other.errors) + 1e-10 * (1 + np.abs(other.means))
        with np.errstate(invalid="ignore"):
            z = np.where(alike, 0, np.abs(self.means - other.means) / error)
        return float(np.sum(z**2)) if np.all(z <= deviations) else np.inf


def observe(call: Call, question: Question, features: Callable[[Seen], Any], calls: int | None = None) -> Behaviour:
    """The behaviour of `call` under one question; `features` picks what of an answer is compared."""
    if question.rng_at is None:
        first = call(*question.arguments)
        return Behaviour(form(first.value, first.error), _changed(question, first), *_numbers([features(first)]))
    answers = [call(*_with_seed(question, seed)) for seed in range(calls or question.calls)]
    again = call(*_with_seed(question, 0))
    found = [_flat(features(answer)) for answer in [*answers, again]]
    never_new = all(_equal(found[0], other) for other in found[1:8])
    flags = (*_changed(question, answers[0]), _equal(found[0], found[-1]), never_new)
    vectors = [np.concatenate([v, v * v]) for v in found[:-1]]
    return Behaviour(form(answers[0].value, answers[0].error), flags, *_numbers(vectors))


def form(value: Any, error: str | None = None) -> Any:
    """Kinds, shapes and keys, and whether numbers are zeros and ones; for an error that it is one."""
    if error is not None:
        return "error"
    if isinstance(value, dict):
        return {str(key): form(entry) for key, entry in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(form, value)]
    if isinstance(value, np.ndarray) and value.ndim:
        return value.shape, bool(np.isin(value, (0, 1)).all())
    if isinstance(value, (bool, int, float, np.number, np.bool_, np.ndarray)):
        return "number"
    return type(value).__name__


def _with_seed(question: Question, seed: int) -> tuple[Any, ...]:
    arguments = list(question.arguments)
    arguments[question.rng_at] = np.random.default_rng(seed)
    return tuple(arguments)


def _changed(question: Question, seen: Seen) -> tuple[bool, ...]:
    """For each array or dict among the arguments whether it is no longer what it was."""
    pairs = zip(question.arguments, seen.arguments, strict=False)
    return tuple(not _equal(_flat(b), _flat(a)) for b, a in pairs if isinstance(b, (dict, np.ndarray)))


def _equal(a: np.ndarray, b: np.ndarray) -> bool:
    return np.array_equal(a, b, equal_nan=True)


def _flat(value: Any) -> np.ndarray:
    """All numbers in a value, in a fixed order."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value, key=str)]
    if isinstance(value, (list, tuple)):
        return np.concatenate([np.zeros(0), *map(_flat, value)])
    if isinstance(value, (bool, int, float, np.number, np.bool_, np.ndarray)):
        return np.asarray(value, dtype=np.float64).ravel()
    return np.zeros(0)


def _numbers(vectors: list[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard error of the features over the calls; nan throughout if their number varies."""
    flat = [_flat(vector) for vector in vectors]
    if len({len(vector) for vector in flat}) > 1:
        return np.full(1, np.nan), np.zeros(1)
    if len(flat) == 1:
        return flat[0], np.zeros(len(flat[0]))
    table = np.array(flat)
    return table.mean(axis=0), table.std(axis=0) / np.sqrt(len(table))
