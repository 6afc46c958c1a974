"""How mistakes are told apart: values are compared with care, samplers by their exact likelihood."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.testing.mistakes import Catalogue, Mistake, Seen, first, run, same
from grader.testing.samplers import likeliest, outcomes

ALIKE = {
    "nan": (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
    "rounding": (np.array([1.0]), np.array([1.0 + 1e-12])),
    "dtype": (np.array([1]), np.array([1.0])),
    "scalars": (np.float64(2.0), 2),
    "nested": ({"W": [np.ones(2)]}, {"W": [np.ones(2)]}),
    "infinity": (np.array([np.inf, -np.inf, 1.0]), np.array([np.inf, -np.inf, 1.0])),
    "bools": (np.array([True, False]), np.array([1, 0])),
    "unsigned": (np.array([0, 200], np.uint8), np.array([0, 200])),
    "empty": (np.ones(0), np.ones(0)),
    "None": (None, None),
    "the same error": (Seen(error="`f` stopped with ValueError: too long"), Seen(error="ValueError")),
}
DIFFERENT = {
    "shape": (np.ones((2, 1)), np.ones(2)),
    "list": ([1.0], np.array([1.0])),
    "number": (1.0, np.array([1.0])),
    "value": (np.array([1.0]), np.array([1.1])),
    "nan in one": (np.array([np.nan]), np.array([1.0])),
    "infinity in one": (np.array([1.0]), np.array([np.inf])),
    "infinity in the other": (np.array([np.inf]), np.array([1.0])),
    "sign of infinity": (np.array([np.inf]), np.array([-np.inf])),
    "infinity and nan": (np.array([np.inf]), np.array([np.nan])),
    "bools": (np.array([True]), np.array([False])),
    "unsigned": (np.array([0], np.uint8), np.array([255], np.uint8)),
    "keys": ({"W": 1}, {"b": 1}),
    "length": ((1, 2), (1, 2, 3)),
    "None": (None, 0),
    "another error": (Seen(error="`f` stopped with TypeError"), Seen(error="ValueError")),
    "arguments": (Seen(1, (np.ones(2),)), Seen(1, (np.zeros(2),))),
}


@pytest.mark.parametrize(("a", "b"), ALIKE.values(), ids=ALIKE)
def test_equal_answers_are_alike(a, b):
    """Rounding, dtypes and the place of nan make no difference."""
    assert same(a, b, 1e-9)


@pytest.mark.parametrize(("a", "b"), DIFFERENT.values(), ids=DIFFERENT)
def test_other_answers_differ(a, b):
    """Kind, shape, value, error and changed arguments do."""
    assert not same(a, b, 1e-9)


@given(*2 * [arrays(float, 3, elements=st.sampled_from([0, 1, -1, 1.1, 1e300, np.inf, -np.inf, np.nan]))])
@pytest.mark.parametrize("tolerance", [0, 1e-9, 0.2])
def test_closeness_is_that_of_numpy(tolerance, a, b):
    """Whatever the numbers, infinite ones and nan included."""
    assert same(a, b, tolerance) == np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True)


def test_models_work_on_copies():
    """A model that writes into its argument leaves ours alone, and what it wrote is seen."""
    x = np.ones(2)

    def model(v):
        v *= 2
        return v.sum()

    seen = run(model, x)
    assert seen.value == 4 and seen.arguments[0].tolist() == [2, 2] and x.tolist() == [1, 1]


def test_errors_of_models_are_answers():
    """A model may stop with an error, and warn."""
    assert run(lambda: [][0]).error == "IndexError"
    assert run(lambda: np.log(np.zeros(1))[0]).value == -np.inf


def test_first_model_that_explains_is_named():
    """The order of the table counts; nothing fits, nothing is named."""
    table = [("a", "returns one", "Look.", [lambda: 1]), ("b", "returns two", "Look.", [lambda: 2, lambda: 1])]
    catalogue = Catalogue("f", table)
    assert first(catalogue.models(table), lambda model: model() == 1) == catalogue.named("a")
    assert first(catalogue.models(table), lambda model: model() == 3) is None
    assert catalogue.named("b").words == "It behaves exactly like a `f` that returns two. Look."


def table(sampler, n, start=(0.0,)):
    """The probabilities of the 2^n patterns that a sampler draws, by enumeration."""
    rows, weights = outcomes(sampler, np.array(start))
    return np.bincount(rows.astype(int) @ 2 ** np.arange(n), weights, minlength=2**n)


def test_independent_draws_multiply():
    """Two independent units have the product distribution."""
    p = np.array([0.3, 0.9])
    got = table(lambda x, chance: chance.bernoulli(np.tile(p, (len(x), 1))), 2)
    assert np.allclose(got, [0.7 * 0.1, 0.3 * 0.1, 0.7 * 0.9, 0.3 * 0.9])


def test_one_uniform_for_two_units_makes_them_depend():
    """u < 0.3 implies u < 0.9: the patterns are the three intervals of u."""
    p = np.array([0.3, 0.9])
    got = table(lambda x, chance: chance.uniform(1) < np.tile(p, (len(x), 1)), 2)
    assert np.allclose(got, [0.1, 0, 0.6, 0.3])


def test_uniforms_are_remembered():
    """Comparing a number again with the same p gives the same, with a larger one what is left of the interval."""

    def sampler(x, chance):
        u = chance.uniform(1)
        return np.concatenate([u < np.full((len(x), 1), p) for p in (0.5, 0.5, 0.75)], axis=1)

    got = table(sampler, 3)
    assert np.allclose(got[[0b111, 0b100, 0b000]], [0.5, 0.25, 0.25]) and got.sum() == pytest.approx(1)


def test_enumeration_agrees_with_simulation():
    """A sampler whose second draw depends on the first, against ten thousand runs with a real generator."""

    def sampler(x, chance):
        h = chance.bernoulli(np.full((len(x), 2), 0.4))
        return chance.bernoulli(0.2 + 0.6 * h * h[:, :1])

    class Simulated:
        rng = np.random.default_rng(0)

        def bernoulli(self, p):
            return (self.rng.random(p.shape) < p) * 1.0

    drawn = sampler(np.zeros((10_000, 1)), Simulated()).astype(int) @ [1, 2]
    assert np.allclose(np.bincount(drawn) / 10_000, table(sampler, 2), atol=0.025)


def test_enumeration_stops_at_its_limit():
    """Too many comparisons are refused rather than waited for."""
    assert outcomes(lambda x, chance: chance.bernoulli(np.full((len(x), 30), 0.5)), np.zeros(1)) is None


P = {"right": [0.5, 0.5], "biased": [0.8, 0.2], "nearly biased": [0.79, 0.21], "always": [1.0, 0.0]}


def named(counts, *slugs):
    """The slug that `likeliest` finds for counts of two outcomes."""
    mistakes = [(Mistake(slug, ""), slug) for slug in slugs]
    found = likeliest(mistakes, "right", [np.array(counts)], lambda slug: [np.array(P[slug])])
    return found and found.slug


def test_likeliest_mistake_is_named():
    """Counts that are typical of a mistake and far from right name it."""
    assert named([160, 40], "biased", "always") == "biased"
    assert named([200, 0], "biased", "always") == "always"


def test_right_counts_name_nothing():
    """Counts that are typical when right, or too few to tell, name nothing."""
    assert named([100, 100], "biased", "always") is None
    assert named([8, 2], "biased", "always") is None


def test_counts_that_fit_no_model_name_nothing():
    """Far from right is not enough: the mistake has to explain what is seen."""
    assert named([190, 10], "biased", "always") is None
    assert named([130, 70], "biased") is None


def test_mistakes_that_cannot_be_told_apart_are_not_named():
    """Two mistakes of nearly the same likelihood leave the question open."""
    assert named([160, 40], "biased", "nearly biased") is None
