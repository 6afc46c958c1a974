"""Free energy"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_array, check_close, check_unchanged

from .oracle import free_energy, log_weights, random_rbm, states

TOLERANCE = 1e-8


@pytest.mark.asked_by(r"Take logarithms and you have $F(v)=-b^\top v-\sum_j\log(1+e^{x_j})$")
@pytest.mark.points(4)
@pytest.mark.hint("F(v) is minus log of the sum over h of exp(-E(v, h)); both biases and all hidden units count.")
def test_values_equal_the_sum_over_hidden_states(student):
    """The free energy equals minus the log of the sum over all hidden states."""
    for n_visible, n_hidden in ((5, 3), (3, 6)):
        rbm, V = random_rbm(student.rng, n_visible, n_hidden), states(n_visible)
        F = check_array(student.free_energy(rbm, V), (len(V),), "the free energy")
        check_close(F, free_energy(rbm, V), TOLERANCE, "the free energy")


@pytest.mark.asked_by("Return the free energy of each row of V, shape (N,)")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.hint("The result has one number for each row of V, whatever their number.")
def test_one_number_for_each_row(student):
    """A batch of any size gives one number for each row, the same as the row alone."""
    rbm = random_rbm(student.rng, 6, 4)
    for n in (1, 10, 37):
        V = student.rng.integers(0, 2, (n, 6)).astype(np.float64)
        F = check_array(student.free_energy(rbm, V), (n,), f"the free energy of {n} rows")
        check_close(F, free_energy(rbm, V), TOLERANCE, "the free energy of each row")


@pytest.mark.asked_by("It must not overflow, however large the weights")
@pytest.mark.points(3)
@pytest.mark.hint("exp(x) overflows for x > 709, and log(1 + exp(x)) is x there. Look at numpy.logaddexp.")
def test_large_inputs_do_not_overflow(student):
    """Weights of a thousand give finite values, those of the lowest energy."""
    rbm = {name: 1000 * value for name, value in random_rbm(student.rng, 5, 4).items()}
    V = states(5)
    F = check_array(student.free_energy(rbm, V), (32,), "the free energy with large weights")
    check_close(F / 1000, -log_weights(rbm, V).max(axis=1) / 1000, 1e-2, "the free energy divided by 1000")


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Operations such as `x += ...` on an argument write into the caller's array.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    arguments = student.call("free_energy", rbm, V).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(arguments[1], V, "V")
