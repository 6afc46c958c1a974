"""Conditionals, Gibbs sampling, contrastive divergence and dreams, in the order of the mathematics.

`rbm` is a dict of `W` (n_visible, n_hidden), `b` (n_visible,) and `c` (n_hidden,); `V` (N, n_visible) and
`H` (N, n_hidden) are batches of 0/1 states; `rng` is a `numpy.random.Generator`.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

Array = np.ndarray
RBM = dict[str, Array]


def sigm(t: Array) -> Array:
    """exp(t) / (1 + exp(t)) of each element, without overflow; for single precision faster than `expit`."""
    return 0.5 + 0.5 * np.tanh(0.5 * t)


def hidden_given_visible(rbm: RBM, V: Array) -> Array:
    """P(h=1|v) of each hidden unit for each row of V, (N, n_hidden)."""
    P: Array = expit(V @ rbm["W"] + rbm["c"])
    return P


def visible_given_hidden(rbm: RBM, H: Array) -> Array:
    """P(v=1|h) of each visible unit for each row of H, (N, n_visible)."""
    P: Array = expit(H @ rbm["W"].T + rbm["b"])
    return P


def bernoulli(P: Array, rng: np.random.Generator) -> Array:
    """One independent 0/1 draw for each probability in P, of P's shape and dtype."""
    return (rng.random(P.shape, dtype=P.dtype) < P).astype(P.dtype)


def gibbs_step(rbm: RBM, V: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """H (N, n_hidden) drawn given V, and V_new (N, n_visible) drawn given that H."""
    H = bernoulli(hidden_given_visible(rbm, V), rng)
    return H, bernoulli(visible_given_hidden(rbm, H), rng)


def cd_gradient(rbm: RBM, V: Array, k: int, rng: np.random.Generator) -> RBM:
    """The CD-k ascent direction of the mean log-likelihood of V: `W`, `b` and `c` in the shapes of rbm."""
    V_neg = V
    for _ in range(k):
        _, V_neg = gibbs_step(rbm, V_neg, rng)
    # Probabilities in place of samples at both ends: the same expectation with less noise.
    P_pos, P_neg = hidden_given_visible(rbm, V), hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P_pos - V_neg.T @ P_neg) / len(V),
        "b": V.mean(axis=0) - V_neg.mean(axis=0),
        "c": P_pos.mean(axis=0) - P_neg.mean(axis=0),
    }


def reconstruct(rbm: RBM, V: Array, n_samples: int, rng: np.random.Generator) -> Array:
    """The average of n_samples one-step samples of each row of V, (N, n_visible)."""
    samples = (gibbs_step(rbm, V, rng)[1] for _ in range(n_samples))
    return sum(samples, start=np.zeros_like(V)) / n_samples


def dream(rbm: RBM, v: Array, steps: int, rng: np.random.Generator) -> Array:
    """The Gibbs chain that starts at v, (steps + 1, n_visible): row 0 is v, row t the state after t steps."""
    chain = np.empty((steps + 1, len(v)), dtype=rbm["W"].dtype)
    chain[0] = v
    for t in range(steps):
        _, V_new = gibbs_step(rbm, chain[t : t + 1], rng)
        chain[t + 1] = V_new[0]
    return chain
