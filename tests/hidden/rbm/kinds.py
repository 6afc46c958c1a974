"""Tiny RBMs in which the usual mistakes of a Gibbs sampler show, as tiles of one real RBM.

A step of FORCE decides a unit, an input of 0 leaves it a fair coin. The first pixel and the first hidden unit of
`front`, `coins` and `pixel_coin` keep each other on: they serve as biases of the other layer.
"""

from __future__ import annotations

import numpy as np

from .oracle import Tiny, numbers

FORCE = 12.0


def tiny(W: list[list[float]], x: list[int], b: list[float] | None = None) -> Tiny:
    """A tiny RBM from lists; no bias unless given."""
    weights = np.array(W, dtype=np.float64)
    return Tiny(weights, np.zeros(weights.shape[1]) if b is None else np.array(b, dtype=np.float64), np.array(x))


# One step. Found by a search for the pair that tells the wrong samplers from the right one most surely; how surely
# is shown by tests/bank/test_power_rbm.py.
ONE_STEP = [
    tiny([[0, 8], [-2, 12], [12, 0]], [0, 0, 1]),
    tiny([[-8, 0], [-6, 6], [8, 3]], [1, 1, 0]),
]

# Several steps. Each step lights one more pixel: the number of steps can be read off.
front = tiny(
    [
        [5 * FORCE, -FORCE, -FORCE, -FORCE],
        [-FORCE, 2 * FORCE, 0, 0],
        [-FORCE, 2 * FORCE, 2 * FORCE, 0],
        [-FORCE, 0, 2 * FORCE, 2 * FORCE],
        [-FORCE, 0, 0, 2 * FORCE],
    ],
    [1, 1, 0, 0, 0],
)
# Three hidden units that toss a fair coin in each step until they are on, and then stay on; a pixel shows each.
coins = tiny(
    [
        [4 * FORCE, 0, 0, 0],
        [-FORCE, 2 * FORCE, 0, 0],
        [-FORCE, 0, 2 * FORCE, 0],
        [-FORCE, 0, 0, 2 * FORCE],
    ],
    [1, 0, 0, 0],
)
# The same with a pixel as the coin; the third pixel follows it one step later.
pixel_coin = tiny([[2 * FORCE, -FORCE / 2], [0, 2 * FORCE], [-FORCE, 2 * FORCE]], [1, 0, 0])
TWO_STEPS = [front, pixel_coin]
THREE_STEPS = [front, coins]

# One hidden unit each, with the input -3, -6 or 3 from its first pixel and a bias that makes it a fair coin again;
# the other five pixels show its state.
SHOWN = [[2 * FORCE], [-2 * FORCE], [2 * FORCE], [-2 * FORCE], [2 * FORCE]]
HIDDEN_BIAS = [tiny([[-b], *SHOWN], [1, 1, 1, 0, 0, 0], [b]) for b in (3.0, 6.0, -3.0)]
# The coins of `coins`, whose hidden units need a bias to be fair, in every step: without it they are nearly always on.
BIAS_IN_EVERY_STEP = tiny([[4 * FORCE, 3, 6, 3], *coins.W.tolist()[1:]], [1, 0, 0, 0], [0, -3, -6, -3])

# A hundred fair coins in the hidden layer, each shown by five pixels.
SINGLE = tiny(SHOWN, [1, 1, 0, 0, 0])
SINGLE_ON = int(numbers(np.array([1, 0, 1, 0, 1])))
