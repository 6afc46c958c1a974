"""RBMs of the real size, 784 x 100, that can be judged exactly.

`Tiles` holds dozens of independent tiny RBMs side by side: one call gives a sample of each.
`Relay` has weights so large that its Gibbs chain is certain: the state after k steps is known beforehand.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import expit

from .oracle import RBM, Tiny, numbers

PIXELS, HIDDENS = 784, 100
OFF = -50.0  # bias of a hidden unit that is never on


@cache
def _normal() -> np.ndarray:
    """Standard normal numbers (784, 100), drawn once: to draw them for each RBM takes longer than all its tests."""
    return np.random.default_rng(0).normal(size=(PIXELS, HIDDENS))


def weights(rng: np.random.Generator, units: int) -> np.ndarray:
    """Standard normal weights of so many hidden units, (784, units).

    They are always the same numbers, with the rows in another order and the columns of other signs.
    """
    return _normal()[rng.permutation(PIXELS), :units] * rng.choice([-1.0, 1.0], units)


def random_rbm(rng: np.random.Generator) -> tuple[RBM, np.ndarray]:
    """An RBM as the notebook makes it, but with biases, and a data point."""
    rbm = {"W": 0.1 * weights(rng, HIDDENS), "b": rng.normal(0, 1, HIDDENS)}
    return rbm, (rng.random(PIXELS) < 0.3) * 1.0


class Tiles:
    """Copies of tiny RBMs at random places of one RBM, as many of each kind as fit.

    `rbm` and `x` go to the student; pixels without weights are `loose`: fair coins. Copies use hidden units of
    their own, so they are independent, and so are calls.
    """

    def __init__(self, kinds: list[Tiny], rng: np.random.Generator) -> None:
        self.kinds = kinds
        copies = HIDDENS // sum(len(kind.b) for kind in kinds)
        pixels, hiddens = rng.permutation(PIXELS), rng.permutation(HIDDENS)
        self.rbm = {"W": np.zeros((PIXELS, HIDDENS)), "b": np.full(HIDDENS, OFF)}
        self.x = (rng.random(PIXELS) < 0.5) * 1.0
        self.pixels: list[np.ndarray] = []  # for each kind, (copies, visible)
        self.hiddens: list[np.ndarray] = []
        for kind in kinds:
            here, pixels = np.split(pixels, [copies * len(kind.x)])
            there, hiddens = np.split(hiddens, [copies * len(kind.b)])
            self._place(kind, here.reshape(copies, -1), there.reshape(copies, -1))
        self.loose = pixels

    def _place(self, kind: Tiny, pixels: np.ndarray, hiddens: np.ndarray) -> None:
        self.pixels.append(pixels)
        self.hiddens.append(hiddens)
        self.rbm["W"][pixels[:, :, None], hiddens[:, None, :]] = kind.W
        self.rbm["b"][hiddens] = kind.b
        self.x[pixels] = kind.x

    def gradients(self, dW: np.ndarray, db: np.ndarray) -> list[np.ndarray]:
        """For each kind, the gradients of its copies: (copies, visible + 1, hidden), db last."""
        return [
            np.concatenate([dW[pixels[:, :, None], hiddens[:, None, :]], db[hiddens][:, None, :]], axis=1)
            for pixels, hiddens in zip(self.pixels, self.hiddens, strict=True)
        ]

    def counts(self, sample: np.ndarray) -> list[np.ndarray]:
        """For each kind, how many of its copies are in each visible state: (2^visible,)."""
        return [np.bincount(numbers(sample[pixels]), minlength=2 ** pixels.shape[1]) for pixels in self.pixels]


class Relay:
    """An RBM whose Gibbs chain is certain, and images from which it starts.

    Two clock units are always on; they hold the background pixels on and all others off. Each link unit is on if
    one of its two chain pixels is on, and then holds both on: the chain lights one pixel more in each step. Some
    `moderate` hidden units have small weights, and so probabilities between 0 and 1; all others are off. Free pixels
    may be lit in a data point; the first step puts them out. The chain leaves this path with a probability below 1e-10.
    """

    FORCE = 40.0  # what holds a pixel on or off; the small weights of a pixel add up to less than 10

    def __init__(self, rng: np.random.Generator, moderate: int = 12, coins: int = 0) -> None:
        pixels, hiddens = rng.permutation(PIXELS), rng.permutation(HIDDENS)
        self.background, self.chain, self.coins, self.free = np.split(pixels, [20, 25, 25 + coins])
        self.clocks, self.links, others = np.split(hiddens[: 6 + moderate], [2, 6])
        W, b = np.zeros((PIXELS, HIDDENS)), np.full(HIDDENS, OFF)
        W[:, others], b[others] = 0.08 * weights(rng, moderate), rng.normal(0, 1, moderate)
        W[:, self.clocks], b[self.clocks] = -self.FORCE / 2, 0
        W[self.background[:, None], self.clocks] = self.FORCE / 2
        W[self.coins[:, None], self.clocks] = 0  # fair coins, nearly,
        W[self.coins[: coins // 2]] = 0  # and exactly
        for t, link in enumerate(self.links):
            W[self.chain[t : t + 2], link], b[link] = 2 * self.FORCE, -self.FORCE
        self.rbm: RBM = {"W": W, "b": b}
        self.active = hiddens[: 6 + moderate]

    def start(self, lit: np.ndarray) -> np.ndarray:
        """The data point that lights these free pixels, a dozen at most: (784,)."""
        return self._image([*self.background, self.chain[0], *lit])

    def state(self, k: int) -> np.ndarray:
        """The pixels after k >= 1 Gibbs steps from any start, (784,); coins are off."""
        return self._image([*self.background, *self.chain[: k + 1]])

    def gradient(self, rbm: RBM, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """CD-3 at x with the parameters of `rbm`, which have moved little: dW (784, 100) and db (100,)."""
        return contrast(rbm, x, self.state(3))

    def constant(self) -> tuple[np.ndarray, np.ndarray]:
        """A gradient for which `share` is 1 everywhere, dW (784, 100) and db (100,): one row of it crosses."""
        row = np.zeros(HIDDENS)
        row[self.clocks[0]] = 1
        return np.broadcast_to(row, (PIXELS, HIDDENS)), row

    def share(self, dW: np.ndarray) -> np.ndarray:
        """How often each pixel is lit more in the data than in the samples, from a sum of gradients: (784,)."""
        return dW[:, self.clocks[0]]  # this unit is on for sure: its column is data minus samples

    @staticmethod
    def _image(lit: list[int]) -> np.ndarray:
        x = np.zeros(PIXELS)
        x[lit] = 1
        return x


def contrast(rbm: RBM, x: np.ndarray, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The gradient whose second term is taken at `sample`: dW (784, 100) and db (100,)."""
    h, h_sample = (expit(v @ rbm["W"] + rbm["b"]) for v in (x, sample))
    return np.stack([x, -sample], axis=1) @ np.stack([h, h_sample]), h - h_sample  # both outer products at once
