"""How probable an RBM makes its data: free energy, and the partition function exactly.

`rbm` is a dict of `W` (n_visible, n_hidden), visible bias `b` (n_visible,) and hidden bias `c` (n_hidden,).
The exercise's model, `W` and a hidden bias `b` alone, is taken too: its visible bias is zero.
"""

from __future__ import annotations

import numpy as np

RBM = dict[str, np.ndarray]
CHUNK = 4096  # states of the enumerated layer that are held at once


def parameters(rbm: RBM) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, visible bias and hidden bias of either kind of model, in float64."""
    W = np.asarray(rbm["W"], dtype=np.float64)
    b, c = (rbm["b"], rbm["c"]) if "c" in rbm else (np.zeros(len(W)), rbm["b"])
    return W, np.asarray(b, dtype=np.float64), np.asarray(c, dtype=np.float64)


def softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + exp(x)) of each element, without overflow: what summing out one 0/1 unit with input x leaves."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def free_energy(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """F(v) = -log of the sum over h of exp(-E(v, h)), for each row of V, (N,)."""
    W, b, c = parameters(rbm)
    return -(V @ b) - softplus(V @ W + c).sum(axis=1)


def log_likelihood(rbm: RBM, V: np.ndarray) -> np.ndarray:
    """log p(v) in nats of each row of V, (N,), exact; the smaller layer has at most 24 units or so."""
    return -free_energy(rbm, V) - log_partition(rbm)


def log_partition(rbm: RBM) -> float:
    """log Z, exact: the smaller layer is enumerated, the other summed out unit by unit."""
    W, b, c = parameters(rbm)
    if W.shape[0] < W.shape[1]:
        W, b, c = W.T, c, b
    n = len(c)
    if n > 24:
        raise ValueError(f"log_partition: {n} units in the smaller layer make 2^{n} states; use `ais` instead")
    totals = []
    for first in range(0, 2**n, CHUNK):
        numbers = np.arange(first, min(first + CHUNK, 2**n))
        states = (numbers[:, None] >> np.arange(n) & 1).astype(np.float64)  # the bits of a number are a state
        totals.append(np.logaddexp.reduce(states @ c + softplus(states @ W.T + b).sum(axis=1)))
    return float(np.logaddexp.reduce(totals))
