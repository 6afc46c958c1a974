"""The hidden tests of `gibbs` find every wrong sampler that is known: the chance that one passes, computed exactly."""

import numpy as np
import pytest
from hidden.rbm import kinds
from hidden.rbm.mistakes.gibbs import COIN
from hidden.rbm.mistakes.gibbs_models import BY_LIKELIHOOD
from hidden.rbm.models import Tiles
from hidden.rbm.oracle import after, numbers
from scipy.stats import binom

from grader.testing.checks import typical
from grader.testing.samplers import outcomes

FALSE_ALARM = 2e-9
TESTS = [  # tiles, k, calls, false alarm
    (kinds.ONE_STEP, 1, 4, FALSE_ALARM),
    (kinds.HIDDEN_BIAS, 1, 3, 1.9e-9),
    ([kinds.BIAS_IN_EVERY_STEP], 2, 3, 1e-10),
    (kinds.TWO_STEPS, 2, 4, FALSE_ALARM),
]
MODELS = [pytest.param(model, id=f"{slug}-{i}") for slug, *_, models in BY_LIKELIHOOD for i, model in enumerate(models)]


def frequencies(sampler, tiny, k):
    """The probability of each pattern after k steps of a sampler, or None if there is too much to enumerate."""
    rbm = {"W": tiny.W, "b": tiny.b}
    found = outcomes(lambda x, chance: sampler(rbm, x, k, chance), tiny.x * 1.0)
    return None if found is None else np.bincount(numbers(found[0]), found[1], minlength=2 ** len(tiny.x))


def chance_to_pass(q, tiny, k, n, false_alarm):
    """At most: the chance that the pattern that tells most is counted within its limits."""
    q = np.minimum(q, 1)  # a sum that is off by rounding
    low, high = typical(n, after(tiny, k), false_alarm / len(q))
    return (binom.cdf(high, n, q) - binom.cdf(low - 1, n, q)).min()


def coins_pass(model, calls=7):
    """The same for three coins and three steps: each coin is a tiny RBM of its own, all on is what tells."""
    one = frequencies(model, COIN, 3)
    if one is None:
        return 1.0
    copies = len(Tiles(kinds.THREE_STEPS, np.random.default_rng(0)).pixels[1])
    right, q = after(kinds.coins, 3), one[numbers(np.array([1, 1]))] ** 3
    low, high = typical(calls * copies, right[-1:], FALSE_ALARM / 3 / len(right))
    return (binom.cdf(high, calls * copies, q) - binom.cdf(low - 1, calls * copies, q))[0]


def test_coins_are_three_single_coins():
    """What `coins_pass` relies on."""
    assert after(kinds.coins, 3)[-1] == pytest.approx(after(COIN, 3)[-1] ** 3, rel=1e-3)


@pytest.mark.parametrize("model", MODELS)
def test_wrong_sampler_does_not_pass(model):
    """The chance to pass all tests is below one in ten thousand, for each modelled mistake."""
    chance = coins_pass(model)
    for tiles, k, calls, false_alarm in TESTS:
        copies = len(Tiles(tiles, np.random.default_rng(0)).pixels[0])
        for tiny in tiles:
            q = frequencies(model, tiny, k)
            if q is not None:
                chance *= chance_to_pass(q, tiny, k, calls * copies, false_alarm / (len(tiles) + 1))
    assert chance < 1e-4
