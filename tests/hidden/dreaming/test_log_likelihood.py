"""The exact log-likelihood"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_array, check_close, check_unchanged

from .oracle import contrast, joint, log_likelihood, random_rbm, states

TOLERANCE = 1e-8


def log_p(student, rbm, V):
    """The student's log-likelihoods, checked for their form."""
    return check_array(student.log_likelihood(rbm, V), (len(V),), "log p(v)")


@pytest.mark.asked_by(r"Return $\log p(v)$ for each row of `V`, (N,)")
@pytest.mark.points(3)
@pytest.mark.hint("log p(v) is -F(v) - log Z; Z sums over every hidden state, each with its factor exp(c . h).")
def test_values_equal_the_enumeration(student):
    """log p(v) equals the log of the enumerated joint probability, summed over h, for every v."""
    for n_visible, n_hidden in ((5, 3), (3, 5)):
        rbm = random_rbm(student.rng, n_visible, n_hidden)
        V, expected = states(n_visible), np.log(joint(rbm).sum(axis=1))
        check_close(log_p(student, rbm, V), expected, TOLERANCE, "log p(v)")
        check_close(log_p(student, rbm, V[5:6]), expected[5:6], TOLERANCE, "log p(v) of one row")


@pytest.mark.asked_by("Ten hidden units leave 1,024 terms")
@pytest.mark.points(2)
@pytest.mark.hint("2^10 hidden states times 784 pixels are an array of a million numbers, and no loop is needed.")
def test_ten_hidden_units_and_784_pixels(student):
    """A machine of the size of the digits, 784 by 10, is enumerated by its hidden layer."""
    rbm, V = random_rbm(student.rng, 784, 10, scale=0.3), student.rng.integers(0, 2, (20, 784)).astype(np.float64)
    check_close(log_p(student, rbm, V), log_likelihood(rbm, V), 1e-6, "log p(v) of 20 images")


@pytest.mark.asked_by("stay in logarithms, since $Z$ itself can overflow")
@pytest.mark.points(2)
@pytest.mark.hint("Z itself overflows. Keep logarithms and add with logsumexp, or subtract the largest.")
def test_large_inputs_do_not_overflow(student):
    """Weights whose Z is beyond any float give finite values."""
    rbm = {name: 1500 * value for name, value in random_rbm(student.rng, 5, 4).items()}
    V = states(5)
    check_close(log_p(student, rbm, V), log_likelihood(rbm, V), 1e-6, "log p(v) with large weights")


@pytest.mark.asked_by(r"The honest measure is $\log p(v)=-F(v)-\log Z$")
@pytest.mark.points(2)
@pytest.mark.hint("Both terms depend on the parameters: the free energy of v, and log Z.")
def test_finite_differences_give_the_exact_gradient(student):
    """Nudging W, b and c changes the mean of log p(v) at the rate of the exact gradient."""
    rbm, V, step = random_rbm(student.rng, 4, 3), states(4)[[1, 6, 6, 11]], 1e-5
    gradient = exact_gradient(rbm, V)
    for name in ("W", "b", "c"):
        way = student.rng.normal(size=rbm[name].shape)
        up, down = (log_p(student, rbm | {name: rbm[name] + s * way}, V).mean() for s in (step, -step))
        expected = np.sum(gradient[name] * way)
        check_close((up - down) / (2 * step), expected, 1e-5, f"the slope of log p(v) along {name}")


def exact_gradient(rbm, V):
    """The gradient of the mean log-likelihood: statistics of the data minus those of the enumerated model."""
    each = [contrast(rbm, V, v[None]) for v in states(len(rbm["b"]))]
    p_v = joint(rbm).sum(axis=1)
    return {name: sum(p * term[name] for p, term in zip(p_v, each, strict=True)) for name in ("W", "b", "c")}


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Operations such as `x += ...` on an argument write into the caller's array.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    arguments = student.call("log_likelihood", rbm, V).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(arguments[1], V, "V")
