"""The reference of the exercise `rbm`, against enumeration, finite differences and scipy."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import chisquare

import solutions
from solutions.rbm import gibbs, gradient, sigm, train

D, H = 4, 3
STATES = (np.arange(2**D)[:, None] >> np.arange(D) & 1).astype(float)  # all images of D pixels
HIDDEN = (np.arange(2**H)[:, None] >> np.arange(H) & 1).astype(float)


@pytest.fixture(autouse=True)
def seeded(monkeypatch):
    monkeypatch.setattr("solutions.rbm.rng", np.random.default_rng(1))


@pytest.fixture
def tiny():
    rng = np.random.default_rng(3)
    return {"W": rng.normal(0, 1.5, (D, H)), "b": rng.normal(0, 1, H)}


@pytest.fixture
def memory():
    """A model that remembers the image 1, 1, 0, 0, ... so firmly that Gibbs sampling is no chance at all."""
    rng = np.random.default_rng(3)
    image = np.tile([1.0, 1.0, 0.0, 0.0], 20)
    rbm = {"W": rng.normal(0, 0.1, (80, 60)), "b": rng.normal(0, 0.5, 60)}
    rbm["W"][:, :50] += 2 * image[:, None] - 1
    return rbm, image, image * (np.arange(80) < 40)


def kernel(rbm, k):
    """p(x after k steps | x before), (2^D, 2^D): each layer summed over all its states."""

    def conditional(p, states):
        return np.prod(np.where(states, p[:, None], 1 - p[:, None]), axis=2)

    hidden = conditional(expit(STATES @ rbm["W"] + rbm["b"]), HIDDEN)
    return np.linalg.matrix_power(hidden @ conditional(expit(HIDDEN @ rbm["W"].T), STATES), k)


def mean_log_likelihood(rbm, X):
    """Mean of log p(x), exact: every image of D pixels is summed into Z."""

    def log_weight(x):
        return np.logaddexp(0, x @ rbm["W"] + rbm["b"]).sum(axis=1)

    return log_weight(X).mean() - np.logaddexp.reduce(log_weight(STATES))


INPUTS = {
    "scalar": 0.3,
    "integer": -2,
    "list": [-1.0, 0.0, 2.5],
    "vector": np.linspace(-30, 30, 61),
    "matrix": np.arange(6.0).reshape(2, 3) - 3,
    "three dimensions": np.ones((2, 1, 4)),
    "empty": np.zeros(0),
    "far out": np.array([-1000.0, 1000.0, -np.inf, np.inf]),
}


@pytest.mark.parametrize("t", INPUTS.values(), ids=INPUTS)
def test_sigm_is_the_logistic_function(t):
    """Every shape comes back as it went in, with scipy's values, and no warning is raised."""
    assert np.shape(sigm(t)) == np.shape(t)
    np.testing.assert_allclose(sigm(t), expit(t), rtol=0, atol=1e-15)


def test_sigm_keeps_single_precision():
    """A float32 array gives a float32 array."""
    assert sigm(np.float32([-1, 1])).dtype == np.float32


@pytest.mark.parametrize("k", [1, 2, 3])
def test_gibbs_samples_the_exact_kernel(tiny, k):
    """The images after k steps have the frequencies that enumeration gives."""
    start = 5
    numbers = [int(gibbs(tiny, STATES[start], k) @ 2 ** np.arange(D)) for _ in range(5000)]
    expected = 5000 * kernel(tiny, k)[start]
    assert chisquare(np.bincount(numbers, minlength=2**D), expected).pvalue > 1e-3


def test_gibbs_gives_new_zeros_and_ones(tiny):
    """The sample is binary and shares no memory with the data point, which stays as it was."""
    x = STATES[9].copy()
    xm = gibbs(tiny, x, 3)
    assert xm.shape == (D,)
    assert set(xm) <= {0.0, 1.0}
    assert not np.shares_memory(xm, x)
    assert np.array_equal(x, STATES[9])


def test_gradient_is_a_finite_difference(memory):
    """Where the sample is certain, CD-3 is the slope of log p(x) - log p(sample)."""
    rbm, image, half = memory

    def gain(W, b):
        return np.logaddexp(0, half @ W + b) - np.logaddexp(0, image @ W + b)

    W, b, step = rbm["W"], rbm["b"], 1e-5
    nudges = step * np.eye(len(W))[:, :, None]
    slope = [(gain(W + nudge, b) - gain(W - nudge, b)) / (2 * step) for nudge in nudges]
    dW, db = gradient(rbm, half)
    np.testing.assert_allclose(dW, slope, atol=1e-8)
    np.testing.assert_allclose(db, (gain(W, b + step) - gain(W, b - step)) / (2 * step), atol=1e-8)


def test_gradient_has_the_enumerated_mean(tiny):
    """The mean of many gradients is the CD-3 expectation, within five standard errors (CD-2 is 20 away)."""
    x, p = STATES[4], expit(STATES @ tiny["W"] + tiny["b"])
    after = kernel(tiny, 3)[4]
    draws = [gradient(tiny, x) for _ in range(3000)]
    exact = np.outer(x, p[4]) - STATES.T @ (after[:, None] * p), p[4] - after @ p
    for samples, expected in zip(map(np.array, zip(*draws, strict=True)), exact, strict=True):
        error = samples.std(axis=0) / np.sqrt(len(samples))
        assert (np.abs(samples.mean(axis=0) - expected) < 5 * error).all()


def test_train_adds_lr_times_gradient(memory):
    """Three steps on one row are three additions of the rate times the gradient."""
    rbm, _, half = memory
    expected = {name: value.copy() for name, value in rbm.items()}
    for _ in range(3):
        dW, db = gradient(expected, half)
        expected = {"W": expected["W"] + 0.05 * dW, "b": expected["b"] + 0.05 * db}
    W, b = rbm["W"], rbm["b"]
    assert train(rbm, half[None], lr=0.05, nbit=3) is None
    assert rbm["W"] is W
    assert rbm["b"] is b
    np.testing.assert_allclose(W, expected["W"], atol=1e-12)
    np.testing.assert_allclose(b, expected["b"], atol=1e-12)


def test_train_draws_every_row_alike(monkeypatch):
    """With the data point itself as gradient, the weights count how often each row was drawn."""
    monkeypatch.setattr("solutions.rbm.gradient", lambda rbm, x: (np.outer(x, np.ones(H)), np.zeros(H)))
    rbm = {"W": np.zeros((D, H)), "b": np.zeros(H)}
    train(rbm, np.eye(D), lr=1, nbit=4000)
    assert rbm["W"][:, 0].sum() == 4000
    assert chisquare(rbm["W"][:, 0]).pvalue > 1e-3


def test_train_raises_the_exact_likelihood(tiny):
    """On two images of four pixels training comes near the best, log(1/2)."""
    X = STATES[[3, 12]]
    before = mean_log_likelihood(tiny, X)
    train(tiny, X, lr=0.1, nbit=3000)
    assert mean_log_likelihood(tiny, X) > max(before + 1, np.log(0.5) - 0.5)


def test_single_precision_stays_single(tiny):
    """A float32 model on float32 rows is trained in float32."""
    rbm = {name: value.astype(np.float32) for name, value in tiny.items()}
    dW, db = gradient(rbm, STATES[1].astype(np.float32))
    assert dW.dtype == db.dtype == np.float32


def test_answers_are_where_notebooks_look():
    """`import solutions` gives the four functions of the exercise."""
    assert [solutions.sigm, solutions.gibbs, solutions.gradient, solutions.train] == [sigm, gibbs, gradient, train]
