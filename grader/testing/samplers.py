"""Samplers as exact laws: a model is run once with every way in which its random numbers can fall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .checks import typical
from .mistakes import Mistake, Model


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
