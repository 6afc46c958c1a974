"""RBMs by exact enumeration, and machines whose Gibbs chain is certain: what these hidden tests compare with.

An RBM is a dict of `W` (visible, hidden), `b` (visible,) and `c` (hidden,). A state is a row of zeros and ones;
state number s has the bits of s, the first unit being the lowest bit.
"""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp

RBM = dict[str, np.ndarray]
FORCE = 30.0  # an input of this size decides a unit: exp(-30) is 1e-13


def random_rbm(rng: np.random.Generator, n_visible: int, n_hidden: int, scale: float = 1.0) -> RBM:
    """A machine with normal parameters, none of them near zero."""

    def normal(*shape: int) -> np.ndarray:
        values = rng.normal(0, scale, shape)
        return values + np.copysign(0.2 * scale, values)

    return {"W": normal(n_visible, n_hidden), "b": normal(n_visible), "c": normal(n_hidden)}


def states(n: int) -> np.ndarray:
    """All 2^n states of n units, (2^n, n)."""
    return (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.float64)


def numbers(rows: np.ndarray) -> np.ndarray:
    """The number of each state in `rows` (..., n), the inverse of `states`: (...)."""
    return rows.astype(np.int64) @ (2 ** np.arange(rows.shape[-1]))


def counts(rows: np.ndarray) -> np.ndarray:
    """How often each state of n units occurs among `rows` (..., n): (2^n,)."""
    return np.bincount(numbers(rows).ravel(), minlength=2 ** rows.shape[-1])


def log_weights(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """-E(v, h) of each row of V with each hidden state, term by term: (N, 2^hidden)."""
    H = states(len(rbm["c"]))
    return (V @ rbm["b"])[:, None] + H @ rbm["c"] + V @ rbm["W"] @ H.T


def free_energy(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """F(v) of each row of V by the sum over all hidden states, (N,)."""
    return -logsumexp(log_weights(rbm, V), axis=1)


def log_likelihood(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """log p(v) of each row of V, (N,); the hidden layer is enumerated, the visible units are summed out."""
    H = states(len(rbm["c"]))
    log_Z = logsumexp(H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1))
    return -free_energy(rbm, V) - log_Z


def joint(rbm: RBM) -> np.ndarray:
    """p(v, h) of all states, (2^visible, 2^hidden)."""
    log_p = log_weights(rbm, states(len(rbm["b"])))
    return np.exp(log_p - logsumexp(log_p))


def hidden_given_visible(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """P(h=1|v) as the ratio of sums over hidden states, (N, hidden)."""
    log_p = log_weights(rbm, V)
    return np.exp(log_p - logsumexp(log_p, axis=1, keepdims=True)) @ states(len(rbm["c"]))


def turned(rbm: RBM) -> RBM:
    """The same machine with its layers exchanged."""
    return {"W": rbm["W"].T, "b": rbm["c"], "c": rbm["b"]}


def kernel(rbm: RBM) -> np.ndarray:
    """One Gibbs step as a matrix, P(next visible state | visible state): (2^visible, 2^visible)."""
    p = joint(rbm)
    return (p / p.sum(axis=1, keepdims=True)) @ (p / p.sum(axis=0)).T


def after(rbm: RBM, v: np.ndarray, k: int) -> np.ndarray:
    """P(visible state) after k Gibbs steps from v, (2^visible,)."""
    return np.linalg.matrix_power(kernel(rbm), k)[numbers(v)]


def contrast(rbm: RBM, V: np.ndarray, V_neg: np.ndarray) -> RBM:
    """The difference of the statistics of two batches, each averaged over its rows."""
    P, P_neg = hidden_given_visible(rbm, V), hidden_given_visible(rbm, V_neg)
    return {
        "W": V.T @ P / len(V) - V_neg.T @ P_neg / len(V_neg),
        "b": V.mean(axis=0) - V_neg.mean(axis=0),
        "c": P.mean(axis=0) - P_neg.mean(axis=0),
    }


def cd_expectation(rbm: RBM, V: np.ndarray, k: int) -> RBM:
    """The mean of the CD-k direction over all random numbers, by the k-step kernel."""
    all_v = states(len(rbm["b"]))
    P, p_k = hidden_given_visible(rbm, all_v), np.mean([after(rbm, v, k) for v in V], axis=0)
    data, model = counts(V) / len(V), p_k
    change = data - model
    return {"W": (all_v * change[:, None]).T @ P, "b": change @ all_v, "c": change @ P}


def relay(length: int, extra: int = 0) -> RBM:
    """A machine whose chain is certain: each step lights the pixels beside the lit ones, along a line.

    Hidden unit j is on if pixel j or j + 1 is. `extra` more pixels have no weights and go out in the first step.
    """
    W = np.zeros((length + extra, length - 1))
    for j in range(length - 1):
        W[[j, j + 1], j] = 2 * FORCE
    return {"W": W, "b": np.full(length + extra, -FORCE), "c": np.full(length - 1, -FORCE)}


def relay_steps(V: np.ndarray, length: int, k: int) -> np.ndarray:
    """Where the chains of a relay are k steps after V, (N, visible)."""
    lit = V[:, :length] == 1
    for _ in range(k):
        spread = lit.copy()
        spread[:, 1:] |= lit[:, :-1]
        spread[:, :-1] |= lit[:, 1:]
        lit = spread
    return np.hstack([lit, np.zeros((len(V), V.shape[1] - length))])


def blocks(rbm: RBM, copies: int) -> RBM:
    """Many independent copies of a machine as one, copy after copy in both layers."""
    return {
        "W": np.kron(np.eye(copies), rbm["W"]),
        "b": np.tile(rbm["b"], copies),
        "c": np.tile(rbm["c"], copies),
    }
