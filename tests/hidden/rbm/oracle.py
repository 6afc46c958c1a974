"""Small RBMs by exact enumeration: what the hidden tests of this assignment compare with.

An RBM is a dict of `W` (visible, hidden) and the hidden bias `b` (hidden,); there is no visible bias.
A state is a row of zeros and ones; state number s has the bits of s, the first unit being the lowest bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit, logsumexp

RBM = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Tiny:
    """An RBM small enough to be enumerated, and the state from which its chain starts."""

    W: np.ndarray  # (visible, hidden)
    b: np.ndarray  # (hidden,)
    x: np.ndarray  # (visible,)


def states(n: int) -> np.ndarray:
    """All 2^n states of n units, (2^n, n)."""
    return (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.float64)


def numbers(rows: np.ndarray) -> np.ndarray:
    """The number of each state in `rows` (..., n), the inverse of `states`: (...)."""
    return rows.astype(np.int64) @ (2 ** np.arange(rows.shape[-1]))


def conditional(p: np.ndarray) -> np.ndarray:
    """P(state | row) for rows of independent Bernoulli probabilities (rows, n): (rows, 2^n)."""
    on = states(p.shape[1])
    return np.prod(np.where(on == 1, p[:, None, :], 1 - p[:, None, :]), axis=2)


def kernel(tiny: Tiny) -> np.ndarray:
    """One Gibbs step as a matrix, P(next visible state | visible state): (2^visible, 2^visible)."""
    up = conditional(expit(states(len(tiny.W)) @ tiny.W + tiny.b))
    down = conditional(expit(states(len(tiny.b)) @ tiny.W.T))
    return up @ down


@lru_cache(maxsize=64)
def after(tiny: Tiny, k: int) -> np.ndarray:
    """P(visible state) after k Gibbs steps from x, (2^visible,)."""
    return np.linalg.matrix_power(kernel(tiny), k)[numbers(tiny.x)]


def statistics(tiny: Tiny, v: np.ndarray) -> np.ndarray:
    """What one phase adds to dW and db at each state of v (n, visible): (n, visible + 1, hidden), db last."""
    h = expit(v @ tiny.W + tiny.b)
    return np.concatenate([v[:, :, None], np.ones((len(v), 1, 1))], axis=1) * h[:, None, :]


def cd_outcomes(tiny: Tiny, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The gradients that CD-k can give, (2^visible, visible + 1, hidden) with db last, and their probabilities."""
    sample = statistics(tiny, states(len(tiny.x)))
    return statistics(tiny, np.asarray(tiny.x, dtype=np.float64)[None]) - sample, after(tiny, k)


def softplus(a: np.ndarray) -> np.ndarray:
    """log(1 + exp(a)): what summing out one unit with input a leaves."""
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


def log_likelihood(rbm: RBM, V: np.ndarray, active: np.ndarray) -> np.ndarray:
    """log p(v) of each row of V, exact (n,), if only the `active` hidden units (a few indices) are ever on."""
    W, b = rbm["W"][:, active], rbm["b"][active]
    H = states(len(active))
    log_Z = logsumexp(H @ b + softplus(H @ W.T).sum(axis=1))
    return softplus(V @ W + b).sum(axis=1) - log_Z
