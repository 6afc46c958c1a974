"""Whether gradients follow CD-3, judged by their mean over many independent tiny RBMs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.testing import check_mean

from . import kinds
from .models import Tiles
from .oracle import RBM, cd_outcomes

Gradient = Callable[[RBM, np.ndarray], tuple[np.ndarray, np.ndarray]]
CALLS = 8


def check_cd3(gradient: Gradient, rng: np.random.Generator, false_alarm: float) -> None:
    """The mean of every component over all copies and calls is the enumerated expectation of CD-3."""
    for tiles in (kinds.ONE_STEP, kinds.THREE_STEPS):
        model = Tiles(tiles, rng)
        gradients = [model.gradients(*gradient(model.rbm, model.x)) for _ in range(CALLS)]
        for kind, copies in zip(tiles, zip(*gradients, strict=True), strict=True):
            outcomes, p = cd_outcomes(kind, 3)
            check_components(np.concatenate(copies), outcomes, p, false_alarm / 2 / len(tiles))


def check_components(copies: np.ndarray, outcomes: np.ndarray, p: np.ndarray, false_alarm: float) -> None:
    """Copies (n, ...) of a gradient whose outcomes (states, ...) have the probabilities p."""
    means, size = copies.mean(axis=0).ravel(), outcomes[0].size
    for mean, values in zip(means, outcomes.reshape(len(p), size).T, strict=True):
        check_mean(float(mean), len(copies), values, p, false_alarm / size, "a component of the gradient")
