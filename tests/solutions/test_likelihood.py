"""Free energy and log Z against sums over every state; annealing within the error that it states."""

from itertools import product

import numpy as np
import pytest
from scipy.special import expit, logsumexp

from solutions import free_energy, log_likelihood, log_partition
from solutions.dreaming.likelihood import (
    Estimate,
    annealed_log_partition,
    base_rates,
    forward_log_weights,
    reverse_log_partition,
)


def small_rbm(n_visible=4, n_hidden=3, seed=0, scale=1.0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    shapes = {"W": (n_visible, n_hidden), "b": (n_visible,), "c": (n_hidden,)}
    return {name: rng.normal(0, scale, shape).astype(dtype) for name, shape in shapes.items()}


def states(n):
    return np.array(list(product([0, 1], repeat=n)))


def minus_energy(rbm):
    """-E(v, h) for every v (rows) and h (columns), term by term."""
    V, H = (states(n) for n in rbm["W"].shape)
    return np.array([[v @ rbm["b"] + h @ rbm["c"] + v @ rbm["W"] @ h for h in H] for v in V])


def test_free_energy_sums_out_hidden_units():
    """F(v) is -log of the sum of exp(-E(v, h)) over every h."""
    rbm = small_rbm()
    np.testing.assert_allclose(free_energy(rbm, states(4)), -logsumexp(minus_energy(rbm), axis=1))


def test_free_energy_is_stable():
    """Inputs of a thousand to a hidden unit neither overflow nor warn."""
    rbm = {"W": np.array([[1000.0, -1000.0]]), "b": np.array([2.0]), "c": np.zeros(2)}
    np.testing.assert_allclose(free_energy(rbm, np.array([[1], [0]])), [-1002, -2 * np.log(2)])


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.float32])
def test_free_energy_takes_any_dtype_of_states(dtype):
    """States may be bool, small whole numbers or floats."""
    rbm, V = small_rbm(), states(4)
    np.testing.assert_array_equal(free_energy(rbm, V.astype(dtype)), free_energy(rbm, V))


@pytest.mark.parametrize("shape", [(4, 3), (3, 4), (5, 1), (1, 5)])
def test_log_partition_sums_every_state(shape):
    """log Z is the sum over all states of both layers, whichever of them is smaller."""
    rbm = small_rbm(*shape)
    assert log_partition(rbm) == pytest.approx(logsumexp(minus_energy(rbm)))


def test_smaller_layer_is_enumerated():
    """Only 2**3 states are enumerated where one layer has 3 units and the other 30, whichever it is."""
    rbm = small_rbm(3, 30)
    turned = {"W": rbm["W"].T, "b": rbm["c"], "c": rbm["b"]}
    assert log_partition(rbm) == pytest.approx(log_partition(turned))


def test_log_partition_of_many_states_is_whole():
    """2**14 states, more than are held at once, sum to what the closed form of unconnected layers says."""
    rbm = small_rbm(784, 14) | {"W": np.zeros((784, 14))}
    assert log_partition(rbm) == pytest.approx(np.logaddexp(0, np.r_[rbm["b"], rbm["c"]]).sum())


def test_probabilities_sum_to_one():
    """exp of the log-likelihood sums to 1 over every visible state."""
    assert np.exp(log_likelihood(small_rbm(), states(4))).sum() == pytest.approx(1)


def test_exercise_model_has_no_visible_bias():
    """A model of W and a hidden bias b is one whose visible bias is zero."""
    rbm = small_rbm()
    exercise = {"W": rbm["W"], "b": rbm["c"]}
    full = rbm | {"b": np.zeros(4)}
    np.testing.assert_array_equal(log_likelihood(exercise, states(4)), log_likelihood(full, states(4)))
    estimate = annealed_log_partition(exercise, np.random.default_rng(0))
    assert abs(estimate.log_partition - log_partition(full)) < 5 * estimate.standard_error


def test_large_model_is_sent_to_annealing():
    """More states than can be enumerated are refused with the name of the function that estimates."""
    with pytest.raises(ValueError, match=r"2\*\*25 states are too many .* annealed_log_partition"):
        log_partition(small_rbm(30, 25))


@pytest.mark.parametrize("start", ["coin flips", "pixel means"])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_annealing_is_within_stated_error(seed, dtype, start):
    """From either start the estimate is within five of its standard errors of the exact value, and they are small."""
    rbm, rng = small_rbm(40, 8, seed, 0.7, dtype), np.random.default_rng(seed)
    bias = np.zeros(40) if start == "coin flips" else base_rates(rng.random((50, 40)) < np.linspace(0.1, 0.9, 40))
    estimate = Estimate.of(forward_log_weights(rbm, bias, 100, 500, rng))
    assert estimate.standard_error < 0.2
    assert abs(estimate.log_partition - log_partition(rbm)) < 5 * estimate.standard_error


def test_stated_error_is_the_spread():
    """Over 40 repeats, the estimates spread as their standard errors say, within a factor of 1.5."""
    rbm, exact = small_rbm(20, 5), log_partition(small_rbm(20, 5))
    estimates = [annealed_log_partition(rbm, np.random.default_rng(seed), n_steps=30) for seed in range(40)]
    deviations = [(e.log_partition - exact) / e.standard_error for e in estimates]
    assert 1 / 1.5 < np.sqrt(np.mean(np.square(deviations))) < 1.5


def test_coin_flip_images_are_found():
    """A model that keeps its mass on coin-flip images deceives the start from pixel means, not the combination."""
    # h = 0 leaves 200 coins, log weight 138.6; h = 1 leaves sparse images, log weight 130.5, which the data look like.
    rbm = {"W": np.full((200, 1), -6.0), "b": np.array([130.0])}
    rng = np.random.default_rng(0)
    V = rng.random((500, 200)) < 0.0025
    exact = log_partition(rbm)
    deceived = Estimate.of(forward_log_weights(rbm, base_rates(V), 100, 1000, rng))
    assert deceived.log_partition < exact - 3
    assert deceived.standard_error < 0.5
    combined = annealed_log_partition(rbm, rng, V=V)
    assert abs(combined.log_partition - exact) < 5 * combined.standard_error


def test_backward_and_forward_bracket_log_partition():
    """With few steps, forward annealing says too little and backward annealing from exact samples too much."""
    rbm = small_rbm(40, 8, scale=1.2)
    rng = np.random.default_rng(1)
    H = states(8)
    log_p = H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1)
    h = H[rng.choice(len(H), size=100, p=np.exp(log_p - logsumexp(log_p)))]
    samples = rng.random((100, 40)) < expit(h @ rbm["W"].T + rbm["b"])
    forward = annealed_log_partition(rbm, rng, n_steps=20)
    backward = reverse_log_partition(rbm, rng, samples, n_steps=20)
    assert forward.log_partition < log_partition(rbm) < backward.log_partition
    slow = reverse_log_partition(rbm, rng, samples, n_steps=1000)
    assert abs(slow.log_partition - log_partition(rbm)) < 5 * slow.standard_error


def test_effective_sample_size_counts_useful_weights():
    """n equal weights count n, with no error; one that outweighs all others counts 1."""
    equal, lone = Estimate.of(np.full(50, 700.0)), Estimate.of(np.r_[900.0, np.zeros(49)])
    assert (equal.log_partition, equal.standard_error, equal.effective_sample_size) == pytest.approx((700, 0, 50))
    assert lone.effective_sample_size == pytest.approx(1)
    assert lone.log_partition == pytest.approx(900 - np.log(50))


def test_base_rates_are_the_pixel_means():
    """The start's probability of each pixel is its share of the rows, one off and one on added."""
    V = np.array([[1, 0, 0], [1, 1, 0]])
    np.testing.assert_allclose(expit(base_rates(V)), [3 / 4, 2 / 4, 1 / 4])
