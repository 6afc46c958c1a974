"""Minibatch training of an RBM by contrastive divergence, plain or persistent, near the limit of the hardware.

`rbm` is a dict of `W` (n_visible, n_hidden), visible bias `b` (n_visible,) and hidden bias `c` (n_hidden,), all
float32 or all float64. Rows of `V` (N, n_visible) are 0/1; a value between is the probability of a 1, and is drawn
anew at every visit. The options have the names of Hinton's practical guide.

Percentages in comments are of the time of a minibatch of 100 digits with 100 hidden units in float32, one thread.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .conditionals import RBM, Array
from .likelihood import free_energy
from .training_checks import check_data, check_options, check_rbm

Record = dict[str, float | None]  # of an epoch
Step = dict[str, Array]  # what `contrast` finds and `ascend` takes
MONITORED = 500  # rows of training and of validation data that the record of an epoch looks at


def fit(
    rbm: RBM,
    V: Array,
    epochs: int,
    lr: float,
    decay: float,
    batch_size: int,
    k: int,
    rng: np.random.Generator,
    *,
    momentum: float = 0.0,
    weight_cost: float = 0.0,
    persistent: bool = False,
    packed: bool = False,
    validation: Array | None = None,
    progress: Callable[[Record], object] | None = None,
) -> list[Record]:
    """One record (dict) for each epoch; `rbm` is changed in place by CD-k, or by persistent CD with k steps.

    The learning rate of epoch 0, 1, ... is lr * decay**epoch. packed=True says that rows of V and of validation
    come from numpy.packbits: they are unpacked a minibatch at a time. progress is called with each record.
    """
    check_options(epochs, lr, decay, batch_size, k, rng, momentum, weight_cost)
    check_rbm(rbm)
    check_data("V", V, len(rbm["b"]), packed)
    if validation is not None:
        check_data("validation", validation, len(rbm["b"]), packed)
    keep_memory()
    velocity = {name: np.zeros_like(rbm[name]) for name in ("W", "b", "c")}
    records, chains = [], None
    for epoch in range(epochs):
        rate = lr * decay**epoch
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            v = rows(V, order[start : start + batch_size], rbm, rng, packed)
            if chains is None or not persistent:
                chains = draw(hidden(rbm, *seen(v.T, rbm)), rng)
            step, chains[: len(v)] = contrast(rbm, v, chains[: len(v)], k, rate, rng)
            ascend(rbm, step, velocity, momentum, rate * weight_cost)
        records.append({"epoch": epoch, "lr": rate, **monitor(rbm, V, validation, rng, packed)})
        if progress is not None:
            progress(records[-1])
    return records


def contrast(rbm: RBM, v: Array, h: Array, k: int, rate: float, rng: np.random.Generator) -> tuple[Step, Array]:
    """The step that CD-k takes for the rows v with chains begun at h (bool), and the chains' last h.

    The step is a dict of `on`, the pixels that it changes, and the changes of `W` and `b` there and of `c`.
    """
    n = len(v)
    for _ in range(k - 1):
        h = draw(hidden(rbm, *seen(draw(visible(rbm, h), rng), rbm)), rng)
    on, both = seen(np.concatenate([v.T, draw(visible(rbm, h), rng)], axis=1), rbm)
    data, model = phases = both.reshape(2, n, len(on))
    t = hidden(rbm, on, phases)
    h = draw(t[1], rng)
    sign = np.repeat(np.array([rate / n, -rate / n], dtype=t.dtype), n)
    t += 1
    t *= 0.5 * sign.reshape(2, n, 1)  # not on the product: a pass over W less, -1 %
    # Not one product of 2 n rows: with few hidden units OpenBLAS is faster on two small ones, with 10 units -9 %.
    W = data.T @ t[0]
    W += model.T @ t[1]
    return {"on": on, "W": W, "b": sign @ both, "c": t.reshape(2 * n, -1).sum(axis=0)}, h


def ascend(rbm: RBM, step: Step, velocity: RBM, momentum: float, weight_decay: float) -> None:
    """Change rbm in place by the step, with momentum; the weights, not the biases, shrink by weight_decay."""
    for name, place in (("W", step["on"]), ("b", step["on"]), ("c", slice(None))):
        # Without momentum the step goes straight into rbm: two passes over W less.
        moved = velocity[name] if momentum else rbm[name]
        if momentum:
            moved *= momentum
        if weight_decay and name == "W":
            moved -= weight_decay * rbm["W"]
        moved[place] += step[name]
        if momentum:
            rbm[name] += moved


def seen(v: Array, rbm: RBM) -> tuple[Array, Array]:
    """The pixels that are on in any column of v (n_visible, n), and v there, (n, len(on)), in the dtype of rbm."""
    # A third of the pixels, at the border, is off in all 200 columns: the products leave them out, -15 %.
    on = np.flatnonzero(v.any(axis=1))
    return on, v[on].astype(rbm["W"].dtype).T


def hidden(rbm: RBM, on: Array, v: Array) -> Array:
    """2 P(h=1|v) - 1 for each row of v, which has the pixels `on` alone; (..., n_hidden)."""
    # The logistic function as tanh(x / 2), in place: numpy computes it in vector instructions, fifteen times as
    # fast as scipy.special.expit. Stretched to (-1, 1) it is compared with signed random integers as it is.
    t: Array = v @ rbm["W"][on]
    t += rbm["c"]
    t *= 0.5
    np.tanh(t, out=t)
    return t


def visible(rbm: RBM, h: Array) -> Array:
    """2 P(v=1|h) - 1 for each row of h (bool); (n_visible, n)."""
    # With a row for each pixel W is read as it lies, and `seen` takes whole rows: -2 %, with 400 units -7 %.
    t: Array = rbm["W"] @ np.multiply(h, 0.5, dtype=rbm["W"].dtype).T
    t += 0.5 * rbm["b"][:, None]
    np.tanh(t, out=t)
    return t


def draw(t: Array, rng: np.random.Generator) -> Array:
    """True with probability (1 + t) / 2 for each element of t."""
    # 16 random bits an element, in place of a random float: -15 %. They make a grid of 65,536 thresholds; a random
    # shift of the whole grid makes the probability of each element exact again.
    bits = rng.integers(-(2**63), 2**63, size=-(-t.size // 4), dtype=np.int64).view(np.int16)[: t.size]
    threshold = bits.reshape(t.shape).astype(t.dtype)
    threshold += rng.random()
    threshold *= 2.0**-15
    return t > threshold


def rows(V: Array, index: Array | slice, rbm: RBM, rng: np.random.Generator, packed: bool) -> Array:
    """The rows of V that index names as 0/1 states, bool, (n, n_visible)."""
    if packed:
        return np.unpackbits(V[index], axis=1, count=len(rbm["b"])).view(bool)
    v = V[index]
    on = v.astype(bool)
    return on if np.array_equal(on, v) else rng.random(v.shape) < v


def keep_memory() -> None:
    """Let malloc keep the memory that a minibatch frees, for the next one."""
    # Once glibc has freed a large block it gives smaller ones back no more. The page faults took, by the accident of
    # sizes, up to 40 % of the time.
    np.empty(2**24, dtype=np.uint8)


def monitor(rbm: RBM, V: Array, validation: Array | None, rng: np.random.Generator, packed: bool) -> Record:
    """Reconstruction error, and free energies of training and validation data as section 6 of the guide compares them.

    The error is the mean square of v - P(v=1|h) at h = P(h=1|v). The gap, F(validation) - F(training), grows
    when the model begins to overfit; the ratio is F(training) / F(validation).
    """

    def some(data: Array) -> Array:
        return rows(data, slice(None, None, -(-len(data) // MONITORED)), rbm, rng, packed)

    v = some(V)
    p = 0.5 + 0.5 * visible(rbm, 0.5 + 0.5 * hidden(rbm, *seen(v.T, rbm))).T
    gap = ratio = None
    if validation is not None:
        F, F_held_out = free_energy(rbm, v).mean(), free_energy(rbm, some(validation)).mean()
        gap, ratio = float(F_held_out - F), float(F / F_held_out)
    error = float(np.mean(np.square(v - p)))
    return {"reconstruction_error": error, "free_energy_gap": gap, "free_energy_ratio": ratio}
