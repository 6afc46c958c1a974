"""The dreaming reference against brute-force enumeration of tiny machines."""

import numpy as np
import pytest

from solutions.dreaming import (
    cd_gradient,
    dream,
    gibbs_step,
    hidden_given_visible,
    reconstruct,
    visible_given_hidden,
)

# A right answer fails a statistical test below when a normal deviate exceeds 6: probability 2e-9 a number.
SIGMAS = 6


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def rbm(rng):
    return {"W": rng.normal(0, 1, (4, 3)), "b": rng.normal(0, 1, 4), "c": rng.normal(0, 1, 3)}


def states(n):
    """All 2^n rows of zeros and ones."""
    return np.indices((2,) * n).reshape(n, -1).T.astype(float)


def joint(rbm):
    """p(v, h) for all states v (rows) and h (columns), summed term by term from the energy."""
    V, H = (states(n) for n in rbm["W"].shape)
    energy = np.array([[-rbm["b"] @ v - rbm["c"] @ h - v @ rbm["W"] @ h for h in H] for v in V])
    return np.exp(-energy) / np.exp(-energy).sum()


def kernel(rbm):
    """The probability of one Gibbs step from each v (rows) to each v' (columns)."""
    p = joint(rbm)
    return (p / p.sum(axis=1, keepdims=True)) @ (p / p.sum(axis=0)).T


def cd_expectation(rbm, V, k):
    """The mean CD-k update over all randomness, by powers of the kernel."""
    all_v, all_h = (states(n) for n in rbm["W"].shape)
    p = joint(rbm)
    P_h = (p @ all_h) / p.sum(axis=1, keepdims=True)
    start = (V[:, None] == all_v).all(axis=2).mean(axis=0)
    change = start - start @ np.linalg.matrix_power(kernel(rbm), k)
    return {"W": np.einsum("v,vi,vj->ij", change, all_v, P_h), "b": change @ all_v, "c": change @ P_h}


def log_likelihood_of(rbm, V):
    """The mean log p(v) over the rows of V."""
    p_v = joint(rbm).sum(axis=1)
    return np.log((V[:, None] == states(V.shape[1])).all(axis=2) @ p_v).mean()


def counts(rows):
    """How often each of the 2^n states occurs among the rows."""
    n = rows.shape[1]
    return np.bincount((rows @ 2 ** np.arange(n)[::-1]).astype(int), minlength=2**n)


def assert_frequencies(rows, p):
    """The rows are draws from p: each state's count lies within SIGMAS standard deviations."""
    deviation = (counts(rows) - len(rows) * p) / np.sqrt(len(rows) * p * (1 - p))
    assert np.abs(deviation).max() < SIGMAS


def test_hidden_conditional_equals_enumerated_one(rbm):
    """P(h=1|v) is the enumerated joint, summed over h with h_j = 1, over the marginal of v."""
    p = joint(rbm)
    expected = (p @ states(3)) / p.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(hidden_given_visible(rbm, states(4)), expected, rtol=1e-12)


def test_visible_conditional_equals_enumerated_one(rbm):
    """P(v=1|h) is the enumerated joint, summed over v with v_i = 1, over the marginal of h."""
    p = joint(rbm)
    expected = (p.T @ states(4)) / p.sum(axis=0)[:, None]
    np.testing.assert_allclose(visible_given_hidden(rbm, states(3)), expected, rtol=1e-12)


def test_conditionals_are_stable_for_large_activations(rbm):
    """Weights of a thousand give probabilities of 0 and 1 and no warning."""
    large = {name: 1000 * value for name, value in rbm.items()}
    P = hidden_given_visible(large, states(4))
    assert np.isfinite(P).all() and P.min() >= 0 and P.max() <= 1


def test_gibbs_step_draws_both_layers(rbm, rng):
    """The pair (H, V_new) from a fixed v has the enumerated distribution p(h|v) p(v'|h)."""
    v = np.array([1.0, 0, 1, 1])
    H, V_new = gibbs_step(rbm, np.tile(v, (200_000, 1)), rng)
    p = joint(rbm)
    row = p[int(v @ [8, 4, 2, 1])]
    pair = (row / row.sum())[:, None] * (p / p.sum(axis=0)).T
    assert_frequencies(np.hstack([H, V_new]), pair.ravel())


def test_gibbs_step_leaves_the_model_distribution(rbm, rng):
    """States drawn from p(v) are distributed as p(v) after a step too."""
    p_v = joint(rbm).sum(axis=1)
    V = states(4)[rng.choice(16, size=200_000, p=p_v)]
    assert_frequencies(gibbs_step(rbm, V, rng)[1], p_v)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_cd_gradient_has_the_enumerated_mean(rbm, rng, k):
    """The average CD-k update equals the expectation under the k-step kernel."""
    V = states(4)[[3, 5, 14]]
    draws = [cd_gradient(rbm, np.repeat(V, 200, axis=0), k, rng) for _ in range(200)]
    for name, expected in cd_expectation(rbm, V, k).items():
        samples = np.array([draw[name] for draw in draws])
        error = samples.std(axis=0, ddof=1) / np.sqrt(len(samples))
        assert (np.abs(samples.mean(axis=0) - expected) <= SIGMAS * error).all()


@pytest.mark.parametrize("name", ["W", "b", "c"])
def test_long_chains_give_the_finite_difference_gradient(rbm, name):
    """With k = 200 the CD expectation is the derivative of the exact log-likelihood."""
    V = states(4)[[3, 5, 14]]
    expected = cd_expectation(rbm, V, 200)[name]
    for index in np.ndindex(expected.shape):
        up, down = ({key: value.copy() for key, value in rbm.items()} for _ in range(2))
        up[name][index] += 1e-5
        down[name][index] -= 1e-5
        slope = (log_likelihood_of(up, V) - log_likelihood_of(down, V)) / 2e-5
        assert slope == pytest.approx(expected[index], abs=1e-8)


def test_reconstruction_is_the_mean_of_one_step(rbm, rng):
    """The average tends to the mean of v' under the one-step kernel, for each row of V."""
    V = states(4)[[0, 6, 15]]
    expected = (kernel(rbm) @ states(4))[[0, 6, 15]]
    n = 40_000
    deviation = (reconstruct(rbm, V, n, rng) - expected) / np.sqrt(expected * (1 - expected) / n)
    assert np.abs(deviation).max() < SIGMAS


def test_dream_starts_at_the_digit(rbm, rng):
    """The chain has steps + 1 rows, the first of which is v; no steps give v alone."""
    v = np.array([1.0, 0, 0, 1])
    chain = dream(rbm, v, 6, rng)
    assert chain.shape == (7, 4)
    np.testing.assert_array_equal(chain[0], v)
    np.testing.assert_array_equal(dream(rbm, v, 0, rng), [v])


@pytest.mark.parametrize("t", [1, 2, 4])
def test_dream_is_a_gibbs_chain(rbm, rng, t):
    """Row t of the dream is distributed as row v of the t-step kernel."""
    v = np.array([0.0, 1, 1, 1])
    rows = np.array([dream(rbm, v, 4, rng)[t] for _ in range(4000)])
    assert_frequencies(rows, np.linalg.matrix_power(kernel(rbm), t)[7])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_results_have_the_dtype_of_the_machine(rbm, rng, dtype):
    """float32 machines stay float32: the digits fit in half the memory and twice the speed."""
    rbm = {name: value.astype(dtype) for name, value in rbm.items()}
    V = states(4).astype(dtype)
    results = [*gibbs_step(rbm, V, rng), *cd_gradient(rbm, V, 2, rng).values(), reconstruct(rbm, V, 3, rng)]
    results.append(dream(rbm, V[5], 3, rng))
    assert {result.dtype for result in results} == {np.dtype(dtype)}


def test_arguments_are_left_as_they_were(rbm, rng):
    """No function changes the machine or the batch."""
    V = states(4)
    before = {name: value.copy() for name, value in rbm.items()}
    gibbs_step(rbm, V, rng), cd_gradient(rbm, V, 3, rng)
    reconstruct(rbm, V, 2, rng), dream(rbm, V[3], 2, rng)
    np.testing.assert_array_equal(V, states(4))
    for name, value in before.items():
        np.testing.assert_array_equal(rbm[name], value)
