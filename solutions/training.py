"""Minibatch training of an RBM by contrastive divergence, plain or persistent.

`rbm` is a dict of `W` (n_visible, n_hidden), visible bias `b` (n_visible,) and hidden bias `c` (n_hidden,), all
float32 or all float64; rows of `V` (N, n_visible) hold values in [0, 1].
"""

from __future__ import annotations

import numpy as np

from .likelihood import free_energy

MONITORED = 1000  # rows that the record of an epoch looks at


def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, *, momentum=0.0, weight_cost=0.0, persistent=False,
        packed=False, validation=None, progress=None):
    """A record (dict) for each epoch; rbm is changed in place by CD-k, or by persistent CD with k steps.

    The learning rate of epoch t = 0, 1, ... is lr * decay**t. With packed=True, rows of V and of validation are
    those of numpy.packbits. `progress` is called with each record.
    """
    records = []
    chains = V[:0]
    velocity = {name: np.zeros_like(rbm[name]) for name in rbm}
    for epoch in range(epochs):
        order, rate = rng.permutation(len(V)), lr * decay**epoch
        for start in range(0, len(V), batch_size):
            v = rows(rbm, V, order[start : start + batch_size], packed)
            h = bernoulli(hidden(rbm, v), rng)
            if persistent:
                if len(chains) < len(h):
                    chains = h
                h = chains[: len(h)]
            for step in range(k):
                v_neg = bernoulli(visible(rbm, h), rng)
                p_neg = hidden(rbm, v_neg)
                h = bernoulli(p_neg, rng)
            if persistent:
                chains[: len(h)] = h
            p_pos = hidden(rbm, v)
            for name, gradient in (
                ("W", v.T @ p_pos - v_neg.T @ p_neg - weight_cost * len(v) * rbm["W"]),
                ("b", v.sum(axis=0) - v_neg.sum(axis=0)),
                ("c", p_pos.sum(axis=0) - p_neg.sum(axis=0)),
            ):
                velocity[name] *= momentum
                velocity[name] += rate / len(v) * gradient
                rbm[name] += velocity[name]
        records.append(record(rbm, V, epoch, rate, packed, validation))
        if progress:
            progress(records[-1])
    return records


def rows(rbm, V, index, packed):
    """The rows of V that index names, as (len(index), n_visible) of the model's dtype."""
    v = np.unpackbits(V[index], axis=1, count=len(rbm["b"])) if packed else V[index]
    return v.astype(rbm["W"].dtype)


def hidden(rbm, v):
    return 0.5 + 0.5 * np.tanh(0.5 * (v @ rbm["W"] + rbm["c"]))


def visible(rbm, h):
    return 0.5 + 0.5 * np.tanh(0.5 * (h @ rbm["W"].T + rbm["b"]))


def bernoulli(p, rng):
    return (rng.random(p.shape, dtype=p.dtype) < p).astype(p.dtype)


def record(rbm, V, epoch, rate, packed, validation):
    v = rows(rbm, V, slice(MONITORED), packed)
    error = np.mean((v - visible(rbm, hidden(rbm, v))) ** 2)
    seen = {"epoch": epoch, "lr": rate, "reconstruction_error": float(error),
            "free_energy_gap": None, "free_energy_ratio": None}
    if validation is not None:
        train, held_out = free_energy(rbm, v).mean(), free_energy(rbm, rows(rbm, validation, slice(MONITORED), packed)).mean()
        seen |= {"free_energy_gap": float(held_out - train), "free_energy_ratio": float(train / held_out)}
    return seen
