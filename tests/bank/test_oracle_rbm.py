"""The oracles of the hidden tests of `rbm`, against brute force, simulation and the definition of the model."""

import itertools

import numpy as np
import pytest
from hidden.rbm import kinds
from hidden.rbm.contrastive import check_cd3
from hidden.rbm.models import PIXELS, Relay, Tiles, contrast
from hidden.rbm.oracle import Tiny, after, cd_outcomes, kernel, log_likelihood, numbers, states
from scipy.special import expit

from solutions import gibbs, gradient

RNG = np.random.default_rng(1)
TINY = Tiny(RNG.normal(0, 1.5, (3, 2)), RNG.normal(0, 1, 2), np.array([1, 0, 1]))
ALL_KINDS = [*kinds.ONE_STEP, *kinds.TWO_STEPS, *kinds.THREE_STEPS, *kinds.HIDDEN_BIAS, kinds.SINGLE]


def joint(tiny):
    """exp(-E(v, h)) by the definition, two loops over all states: (2^visible, 2^hidden)."""
    return np.array([[np.exp(v @ tiny.W @ h + tiny.b @ h) for h in states(len(tiny.b))] for v in states(len(tiny.W))])


def test_states_are_all_bit_patterns():
    """Each pattern once, at its own number."""
    rows = states(4)
    assert set(map(tuple, rows)) == set(itertools.product((0, 1), repeat=4))
    assert (numbers(rows) == np.arange(16)).all()


def test_kernel_follows_from_the_joint_distribution():
    """P(v'|v) is the sum over h of P(h|v) P(v'|h), both from the table of the joint distribution."""
    table = joint(TINY)
    up = table / table.sum(axis=1, keepdims=True)
    down = (table / table.sum(axis=0)).T
    assert np.allclose(kernel(TINY), up @ down)


def test_kernel_leaves_the_model_distribution_alone():
    """The marginal of v is stationary."""
    marginal = joint(TINY).sum(axis=1) / joint(TINY).sum()
    assert np.allclose(marginal @ kernel(TINY), marginal)


@pytest.mark.parametrize("k", [0, 1, 3])
def test_chain_starts_at_x(k):
    """After k steps the distribution is the k-th power of the kernel, seen from x."""
    expected = np.eye(8)[numbers(TINY.x)]
    for _ in range(k):
        expected = expected @ kernel(TINY)
    assert np.allclose(after(TINY, k), expected)


def test_simulated_chain_agrees_with_the_kernel():
    """Ten thousand simulated chains have the exact frequencies, within five standard errors."""
    rng, v = np.random.default_rng(2), np.repeat(TINY.x[None], 10_000, axis=0)
    for _ in range(2):
        h = rng.random((len(v), 2)) < expit(v @ TINY.W + TINY.b)
        v = rng.random((len(v), 3)) < expit(h @ TINY.W.T)
    p = after(TINY, 2)
    found = np.bincount(numbers(v), minlength=8) / len(v)
    assert (np.abs(found - p) < 5 * np.sqrt(p * (1 - p) / len(v))).all()


def test_cd_outcomes_average_to_the_gradient():
    """With many steps, CD is the gradient of log p(x), here by finite differences of the brute-force likelihood."""
    outcomes, p = cd_outcomes(TINY, 200)
    got = np.tensordot(p, outcomes, 1)

    def log_p(W, b):
        table = joint(Tiny(W, b, TINY.x))
        return np.log(table.sum(axis=1)[numbers(TINY.x)] / table.sum())

    eps = 1e-6
    for i, j in itertools.product(range(3), range(2)):
        step = np.zeros((3, 2))
        step[i, j] = eps
        slope = (log_p(TINY.W + step, TINY.b) - log_p(TINY.W - step, TINY.b)) / (2 * eps)
        assert got[i, j] == pytest.approx(slope, abs=1e-6)
    for j in range(2):
        step = eps * np.eye(2)[j]
        slope = (log_p(TINY.W, TINY.b + step) - log_p(TINY.W, TINY.b - step)) / (2 * eps)
        assert got[3, j] == pytest.approx(slope, abs=1e-6)


def test_likelihood_agrees_with_brute_force():
    """log p(v) of all states, with hidden units that are off beside the active ones."""
    W, b = np.zeros((3, 5)), np.full(5, -50.0)
    W[:, [1, 3]], b[[1, 3]] = TINY.W, TINY.b
    got = log_likelihood({"W": W, "b": b}, states(3), np.array([1, 3]))
    assert np.allclose(np.exp(got), joint(TINY).sum(axis=1) / joint(TINY).sum())


TILINGS = [kinds.ONE_STEP, kinds.TWO_STEPS, kinds.THREE_STEPS, kinds.HIDDEN_BIAS, [kinds.SINGLE]]


@pytest.mark.parametrize("tiles", TILINGS)
def test_tiles_are_independent_blocks(tiles):
    """The copies have units of their own, hold their tiny RBM, and everything else is without weights."""
    model = Tiles(tiles, np.random.default_rng(3))
    rest = model.rbm["W"].copy()
    for kind, pixels, hiddens in zip(tiles, model.pixels, model.hiddens, strict=True):
        for v, h in zip(pixels, hiddens, strict=True):
            assert (model.rbm["W"][np.ix_(v, h)] == kind.W).all() and (model.rbm["b"][h] == kind.b).all()
            assert (model.x[v] == kind.x).all()
            rest[np.ix_(v, h)] = 0
    units = np.concatenate([pixels.ravel() for pixels in model.pixels] + [model.loose])
    assert not rest.any() and sorted(units) == list(range(PIXELS))
    counts = model.counts(model.x.astype(int))
    assert [n[numbers(kind.x)] for n, kind in zip(counts, tiles, strict=True)] == [len(p) for p in model.pixels]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_naive_sigmoids_survive_the_kinds(kind):
    """No input of any unit, in any state, comes near the 709 at which exp overflows."""
    assert np.abs(states(len(kind.x)) @ kind.W + kind.b).max() < 700
    assert np.abs(states(len(kind.b)) @ kind.W.T).max() < 700


def test_front_moves_one_pixel_a_step():
    """The number of steps can be read off with near certainty."""
    for k in range(4):
        lit = numbers(np.array([1] * (k + 2) + [0] * (3 - k)))
        assert after(kinds.front, k)[lit] > 0.999


@pytest.mark.parametrize(("moderate", "coins"), [(94, 0), (94, 120), (2, 0)])
def test_relay_is_certain(moderate, coins):
    """The chain leaves its path with a probability below 1e-10, whatever the other units do; no input overflows."""
    rng = np.random.default_rng(4)
    relay = Relay(rng, moderate, coins)
    W, b = relay.rbm["W"], relay.rbm["b"]
    sure = np.concatenate([relay.clocks, relay.links])
    slack = np.abs(np.delete(W, sure, axis=1)).sum(axis=1)
    fixed = np.setdiff1d(np.arange(PIXELS), relay.coins)
    v, leaves = relay.start(rng.choice(relay.free, 12, replace=False)), 0.0
    for k in range(1, 5):
        up = v @ W[:, sure] + b[sure]
        down = (W[:, sure] @ (up > 0))[fixed]
        leaves += expit(-np.abs(up)).sum() + expit(slack[fixed] - np.abs(down)).sum()
        v = np.zeros(PIXELS)
        v[fixed] = down > 0
        assert (v == relay.state(k)).all() and max(np.abs(up).max(), np.abs(down).max()) < 700
    assert leaves < 1e-10


def test_relay_leads_the_reference_along_its_path():
    """`solutions.gibbs` and `solutions.gradient` do on a relay what is known beforehand."""
    relay = Relay(np.random.default_rng(5))
    x = relay.start(relay.free[:8])
    for k in (1, 2, 3, 4):
        assert (gibbs(relay.rbm, x, k) == relay.state(k)).all()
    for got, expected in zip(gradient(relay.rbm, x), relay.gradient(relay.rbm, x), strict=True):
        assert np.allclose(got, expected, atol=1e-12)


def test_share_counts_lit_pixels():
    """The column of a clock unit is the data point minus the sample."""
    relay = Relay(np.random.default_rng(6))
    x = relay.start(relay.free[:8])
    assert np.allclose(relay.share(contrast(relay.rbm, x, relay.state(3))[0]), x - relay.state(3))


def test_constant_gradient_has_a_share_of_one_everywhere():
    """What a training with it adds to W tells how often it was added, at whichever pixel one looks."""
    relay = Relay(np.random.default_rng(6), moderate=0)
    dW, db = relay.constant()
    assert dW.shape == relay.rbm["W"].shape and db.shape == relay.rbm["b"].shape
    assert (relay.share(dW) == 1).all()


def one_step_gradient(rbm, x):
    return contrast(rbm, x, gibbs(rbm, x, 1))


def mean_field_gradient(rbm, x):
    p = x
    for _ in range(3):
        p = expit(rbm["W"] @ expit(p @ rbm["W"] + rbm["b"]))
    return contrast(rbm, x, p)


def test_reference_follows_cd3():
    """The mean of the reference's gradient is no surprise."""
    check_cd3(gradient, np.random.default_rng(7), 1e-9)


def test_averages_of_several_chains_follow_cd3():
    """Less noise than asked for is right as well."""

    def averaged(rbm, x):
        pairs = [gradient(rbm, x) for _ in range(5)]
        return sum(dW for dW, _ in pairs) / 5, sum(db for _, db in pairs) / 5

    check_cd3(averaged, np.random.default_rng(8), 1e-9)


@pytest.mark.parametrize("wrong", [one_step_gradient, mean_field_gradient])
def test_other_chains_do_not_follow_cd3(wrong):
    """CD-1 and a chain of probabilities are told from CD-3."""
    with pytest.raises(AssertionError, match="a component of the gradient"):
        check_cd3(wrong, np.random.default_rng(9), 1e-9)
