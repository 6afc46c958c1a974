"""Whether directions follow CD-k: exactly where the chain is certain, and by their mean where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.testing import check_array, check_close, describe

from .oracle import RBM, cd_expectation, contrast, relay, relay_steps

Gradient = Callable[[RBM, np.ndarray, int], RBM]
LENGTH = 6
CERTAIN = 1e-6

# Found by a search for the machine in which one step without some of its coins shows most.
COINS = {
    "W": np.array([[1.0, 3.0], [-6.0, -8.0], [8.0, 5.0]]),
    "b": np.array([-2.0, -4.0, 0.0]),
    "c": np.array([-3.0, -2.0]),
}
STARTS = np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
# A hidden unit that is a fair coin where no pixel is on, and decides what most pixels do.
SWITCH = {"W": np.array([[6.0], [-6.0], [6.0]]), "b": np.array([-3.0, 3.0, -3.0]), "c": np.zeros(1)}
DARK = np.zeros((1, 3))
ROWS = 4000


def read(parameters: Any, like: RBM, what: str) -> RBM:
    """W, b and c of a dict, of the shapes of a machine."""
    is_whole = isinstance(parameters, dict) and {"W", "b", "c"} <= set(parameters)
    assert is_whole, f"expected {what} to be a dict with W, b and c, not {describe(parameters)}"
    names = ("W", "b", "c")
    return {name: check_array(parameters[name], like[name].shape, f"{what}['{name}']") for name in names}


def relay_batch(rng: np.random.Generator, extra: int = 0) -> np.ndarray:
    """Five rows that start a relay at one end or the other, with extra pixels lit at random."""
    V = np.zeros((5, LENGTH + extra))
    V[[0, 1, 2, 3, 4], rng.permutation([0, 0, 0, LENGTH - 1, LENGTH - 1])] = 1
    V[:, LENGTH:] = rng.integers(0, 2, (5, extra))
    return V


def check_certain(gradient: Gradient, rng: np.random.Generator, k: int) -> None:
    """The direction in a relay, which nothing random enters, to rounding."""
    rbm, V = relay(LENGTH, extra=3), relay_batch(rng, extra=3)
    G = read(gradient(rbm, V, k), rbm, "the direction")
    expected = contrast(rbm, V, relay_steps(V, LENGTH, k))
    for name in ("W", "b", "c"):
        check_close(G[name], expected[name], CERTAIN, f"the CD-{k} direction of {name}")


def check_mean(gradient: Gradient, false_alarm: float) -> None:
    """The mean over thousands of rows equals the enumerated expectation of CD-1 (Hoeffding's bound).

    Each row adds a number between -1 and 1, whether its hidden states are drawn or kept as probabilities.
    """
    for rbm, starts in ((COINS, STARTS), (SWITCH, DARK)):
        V = np.repeat(starts, ROWS // len(starts), axis=0)
        G, expected = read(gradient(rbm, V, 1), rbm, "the direction"), cd_expectation(rbm, starts, 1)
        elements = sum(value.size for value in rbm.values())
        tolerance = np.sqrt(2 * np.log(2 * 2 * elements / false_alarm) / ROWS)
        for name in ("W", "b", "c"):
            check_close(G[name], expected[name], tolerance, f"the CD-1 direction of {name}, on average,")
