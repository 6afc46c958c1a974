"""How probable an RBM makes its data: free energy, and the partition function exactly and by annealing.

`rbm` is a dict of `W` (n_visible, n_hidden), visible bias `b` (n_visible,) and hidden bias `c` (n_hidden,).
The model of the exercise `rbm`, `W` and a hidden bias `b` alone, is taken too: its visible bias is zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike
from scipy.special import logsumexp

from .conditionals import RBM, Array, bernoulli, sigm

ENUMERABLE = 24  # units in the smaller layer; each one more doubles the time
CHUNK = 2**20  # numbers that are held at once, 8 MB


def parameters(rbm: RBM, dtype: DTypeLike = np.float64) -> tuple[Array, Array, Array]:
    """W, visible bias and hidden bias of either kind of model, in dtype."""
    W: Array = np.asarray(rbm["W"], dtype=dtype)
    b, c = (rbm["b"], rbm["c"]) if "c" in rbm else (np.zeros(len(W)), rbm["b"])
    return W, np.asarray(b, dtype=dtype), np.asarray(c, dtype=dtype)


def softplus(x: Array) -> Array:
    """log(1 + exp(x)) of each element without overflow: what is left of a 0/1 unit with input x when summed out."""
    y: Array = np.abs(x)
    np.log1p(np.exp(np.negative(y, out=y), out=y), out=y)
    y += np.maximum(x, 0)
    return y


def free_energy(rbm: RBM, V: Array) -> Array:
    """F(v) = -log of the sum over h of exp(-E(v, h)), for each row of V, (N,)."""
    W, b, c = parameters(rbm)
    F: Array = -(V @ b) - softplus(V @ W + c).sum(axis=1)
    return F


def log_likelihood(rbm: RBM, V: Array) -> Array:
    """log p(v) in nats for each row of V, (N,), exact: for models with few units in one layer."""
    return -free_energy(rbm, V) - log_partition(rbm)


def log_partition(rbm: RBM) -> float:
    """log Z, exact: the states of the smaller layer are enumerated, the units of the other summed out."""
    W, b, c = parameters(rbm)
    if W.shape[0] < W.shape[1]:
        W, b, c = W.T, c, b
    n = len(c)
    if n > ENUMERABLE:
        raise ValueError(f"log_partition: 2**{n} states are too many to enumerate; use annealed_log_partition")
    totals = []
    rows = max(1, CHUNK // len(W))
    for first in range(0, 2**n, rows):
        numbers = np.arange(first, min(first + rows, 2**n))
        H = (numbers[:, None] >> np.arange(n) & 1).astype(float)  # the binary digits of a number are a state
        totals.append(logsumexp(H @ c + softplus(H @ W.T + b).sum(axis=1)))
    return float(logsumexp(totals))


@dataclass(frozen=True)
class Estimate:
    """An estimate of log Z, its standard error, and how many equal weights would be as good as its own."""

    log_partition: float
    standard_error: float
    effective_sample_size: float

    @classmethod
    def of(cls, log_weights: Array) -> Estimate:
        """The estimate whose Z is the mean of the weights."""
        weights = np.exp(log_weights - log_weights.max())
        log_mean = float(logsumexp(log_weights) - np.log(len(weights)))
        error = float(weights.std(ddof=1) / weights.mean() / np.sqrt(len(weights)))
        return cls(log_mean, error, float(weights.sum() ** 2 / np.square(weights).sum()))

    @property
    def lower_bound(self) -> float:
        """log of two standard errors below the estimate of Z; -inf where that is not above 0."""
        return self.log_partition + np.log1p(-2 * self.standard_error) if self.standard_error < 0.5 else -np.inf


def annealed_log_partition(
    rbm: RBM, rng: np.random.Generator, *, V: Array | None = None, n_runs: int = 100, n_steps: int = 1000
) -> Estimate:
    """log Z by annealed importance sampling, from coin-flip images and, given data V, from its pixel means.

    A start that is far from a mode misses it and then says too little, with a small standard error: the start
    with the larger lower bound is taken. Where each start sees only its own half of Z this is log 2 short.
    """
    starts = [np.zeros(len(rbm["W"]))] if V is None else [base_rates(V), np.zeros(len(rbm["W"]))]
    estimates = [Estimate.of(forward_log_weights(rbm, start, n_runs, n_steps, rng)) for start in starts]
    return max(estimates, key=lambda estimate: estimate.lower_bound)


def reverse_log_partition(
    rbm: RBM, rng: np.random.Generator, V: Array, *, start: Array | None = None, n_steps: int = 1000
) -> Estimate:
    """log Z by annealing away from the model, from samples V (n_runs, n_visible): tends to say too much.

    With a forward estimate, which tends to say too little, it brackets log Z as far as V is a sample of the model.
    """
    start = np.zeros(len(rbm["W"])) if start is None else start
    inverse = Estimate.of(-reverse_log_weights(rbm, start, V, n_steps, rng))
    return Estimate(-inverse.log_partition, inverse.standard_error, inverse.effective_sample_size)


def base_rates(V: Array) -> Array:
    """The visible bias whose model without weights has the pixel means of V, one row off and one on added."""
    on = V.sum(axis=0, dtype=float) + 1
    b: Array = np.log(on / (len(V) + 2 - on))
    return b


def forward_log_weights(rbm: RBM, start: Array, n_runs: int, n_steps: int, rng: np.random.Generator) -> Array:
    """log w of each run, (n_runs,); the mean of w is Z. The runs begin as samples of the visible bias `start`."""
    path = Path(rbm, start)
    v = bernoulli(np.tile(sigm(path.start), (n_runs, 1)), rng)
    log_w = np.full(n_runs, path.log_partition_of_start())
    for beta, after in path.steps(n_steps):
        log_w += path.log_ratio(v, beta, after)
        v = path.transition(v, after, rng)
    return log_w


def reverse_log_weights(rbm: RBM, start: Array, V: Array, n_steps: int, rng: np.random.Generator) -> Array:
    """log w of each run, (len(V),); the mean of 1 / w is 1 / Z where the rows of V are samples of the model."""
    path = Path(rbm, start)
    v = V.astype(path.W.dtype)
    log_w = np.full(len(v), path.log_partition_of_start())
    for before, beta in reversed(list(path.steps(n_steps))):
        v = path.transition(v, beta, rng)
        log_w += path.log_ratio(v, before, beta)
    return log_w


class Path:
    """The models between one without weights (beta = 0, visible bias `start`) and rbm (beta = 1)."""

    def __init__(self, rbm: RBM, start: Array) -> None:
        self.W, self.b, self.c = parameters(rbm, rbm["W"].dtype)
        self.start = start.astype(self.W.dtype)

    def steps(self, n_steps: int) -> Iterator[tuple[float, float]]:
        """The pairs of neighbours among n_steps + 1 equally spaced values of beta."""
        betas = np.linspace(0, 1, n_steps + 1)
        return zip(betas[:-1].tolist(), betas[1:].tolist(), strict=True)

    def log_partition_of_start(self) -> float:
        """log Z at beta = 0: the pixels are independent, each hidden unit is a coin."""
        return float(softplus(self.start.astype(float)).sum() + len(self.c) * np.log(2))

    def log_ratio(self, v: Array, beta: float, after: float) -> Array:
        """log of p(v) at `after` over p(v) at `beta`, both without their Z, for each row of v."""
        x = (v @ self.W + self.c).astype(float)  # thousands of small differences are added up: float64
        log_ratio: Array = (softplus(after * x) - softplus(beta * x)).sum(axis=1)
        log_ratio += (after - beta) * (v @ (self.b - self.start))
        return log_ratio

    def transition(self, v: Array, beta: float, rng: np.random.Generator) -> Array:
        """The rows of v after one Gibbs step that leaves the model at beta as it is."""
        h = bernoulli(sigm(beta * (v @ self.W + self.c)), rng)
        return bernoulli(sigm((1 - beta) * self.start + beta * (h @ self.W.T + self.b)), rng)
