"""The conditionals"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_array, check_close, check_unchanged

from .oracle import hidden_given_visible, random_rbm, states, turned

TOLERANCE = 1e-8


@pytest.mark.asked_by("Return P(h=1|v) for each row of V, shape (N, n_hidden)")
@pytest.mark.points(3)
@pytest.mark.hint("P(h_j=1|v) is the sigmoid of c_j plus the weighted sum of the visible units.")
def test_hidden_units_given_the_visible_ones(student):
    """P(h=1|v) is the ratio of the probabilities of all states with and without h."""
    for n_visible, n_hidden in ((5, 3), (3, 4)):
        rbm, V = random_rbm(student.rng, n_visible, n_hidden), states(n_visible)
        P = check_array(student.hidden_given_visible(rbm, V), (len(V), n_hidden), "P(h=1|v)")
        check_close(P, hidden_given_visible(rbm, V), TOLERANCE, "P(h=1|v)")


@pytest.mark.asked_by("Return P(v=1|h) for each row of H, shape (N, n_visible)")
@pytest.mark.points(3)
@pytest.mark.hint("P(v_i=1|h) is the sigmoid of b_i plus the weighted sum of the hidden units: W is turned around.")
def test_visible_units_given_the_hidden_ones(student):
    """P(v=1|h) is the ratio of the probabilities of all states with and without v."""
    for n_visible, n_hidden in ((3, 5), (4, 3)):
        rbm, H = random_rbm(student.rng, n_visible, n_hidden), states(n_hidden)
        P = check_array(student.visible_given_hidden(rbm, H), (len(H), n_visible), "P(v=1|h)")
        check_close(P, hidden_given_visible(turned(rbm), H), TOLERANCE, "P(v=1|h)")


@pytest.mark.asked_by("Return these probabilities for whole batches: (N, n_hidden) and (N, n_visible)")
@pytest.mark.points(2)
@pytest.mark.hint("Each row of the batch gives one row of probabilities, one for each unit of the other layer.")
def test_batches_of_any_size(student):
    """Batches of 1, 10 and 37 rows give as many rows of probabilities."""
    rbm = random_rbm(student.rng, 6, 4)
    for n in (1, 10, 37):
        V, H = (student.rng.integers(0, 2, (n, size)).astype(np.float64) for size in (6, 4))
        P_h = check_array(student.hidden_given_visible(rbm, V), (n, 4), f"P(h=1|v) of {n} rows")
        P_v = check_array(student.visible_given_hidden(rbm, H), (n, 6), f"P(v=1|h) of {n} rows")
        check_close(P_h, hidden_given_visible(rbm, V), TOLERANCE, "P(h=1|v)")
        check_close(P_v, hidden_given_visible(turned(rbm), H), TOLERANCE, "P(v=1|h)")


@pytest.mark.asked_by("They must not overflow either")
@pytest.mark.points(1)
@pytest.mark.hint("exp overflows beyond 709; scipy.special.expit and the tanh form do not.")
def test_large_inputs_give_zeros_and_ones(student):
    """Weights of a thousand give probabilities of 0 and 1, not nan."""
    rbm = {name: 1000 * value for name, value in random_rbm(student.rng, 4, 5).items()}
    for name, machine in (("hidden_given_visible", rbm), ("visible_given_hidden", turned(rbm))):
        V = states(len(machine["b"]))
        P = check_array(student.call(name, rbm, V).value, (len(V), len(machine["c"])), f"`{name}`, large weights,")
        check_close(P, hidden_given_visible(machine, V), 1e-6, f"`{name}` with large weights")


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Operations such as `x += ...` on an argument write into the caller's array.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm = random_rbm(student.rng, 4, 3)
    for name, batch in (("hidden_given_visible", states(4)), ("visible_given_hidden", states(3))):
        arguments = student.call(name, rbm, batch).arguments
        check_unchanged(arguments[0], rbm, "rbm")
        check_unchanged(arguments[1], batch, "the batch")
