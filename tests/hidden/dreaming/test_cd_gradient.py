"""Contrastive divergence"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_close, check_unchanged

from .contrastive import (
    CERTAIN,
    LENGTH,
    check_certain,
    check_mean,
    read,
    relay_batch,
)
from .oracle import random_rbm, relay, states


def direction(student):
    """The student's function, called with random numbers of its own."""
    return lambda rbm, V, k: student.cd_gradient(rbm, V, k, student.rng)


@pytest.mark.asked_by("Return a dict with `W`, `b` and `c`, shaped as in `rbm`")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Return a dict with W, b and c, each in the shape of the parameter that it changes.")
def test_direction_has_the_form_of_the_machine(student):
    """The direction is a dict of W, b and c, shaped as the machine, for one row and for many."""
    rbm = random_rbm(student.rng, 5, 3)
    for n in (1, 10):
        V = student.rng.integers(0, 2, (n, 5)).astype(np.float64)
        read(student.cd_gradient(rbm, V, 2, student.rng), rbm, "the direction")


@pytest.mark.asked_by(
    "stops after $k$ Gibbs steps from each data row, drawing both layers, and uses those images instead"
)
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("Data term minus sample term, in which v belongs to P(h|v) of the same v; then the average of rows.")
def test_one_step_gives_data_minus_sample(student):
    """CD-1 is the average over the data minus the average over the samples after one step."""
    check_certain(direction(student), student.rng, 1)


@pytest.mark.asked_by("stops after $k$ Gibbs steps from each data row")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("Each of the k steps starts from the images of the step before; the first one starts from V.")
def test_k_steps_are_made(student):
    """CD-2 and CD-3 use the images after two and three steps, neither more nor fewer."""
    for k in (2, 3):
        check_certain(direction(student), student.rng, k)


@pytest.mark.asked_by("Gibbs steps from each data row, drawing both layers")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("In the chain both layers are drawn, zeros and ones; only its two ends may use probabilities.")
def test_mean_is_the_expectation_of_cd(student):
    """On average over thousands of rows the direction is the exact expectation of CD-1."""
    check_mean(direction(student), 1e-9)


@pytest.mark.asked_by("averaged over the batch")
@pytest.mark.points(1)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("Divide the sums over the batch by the number of its rows, W, b and c alike.")
def test_batch_is_averaged(student):
    """A batch that holds every row twice has the same direction."""
    rbm, V = relay(LENGTH), relay_batch(student.rng)
    once, twice = (
        read(student.cd_gradient(rbm, batch, 2, student.rng), rbm, "the direction")
        for batch in (V, np.concatenate([V, V]))
    )
    for name in ("W", "b", "c"):
        check_close(twice[name], once[name], CERTAIN, f"the direction of {name} with every row twice")


@pytest.mark.asked_by("Random numbers are drawn from `rng`, anew in every call")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-20)
@pytest.mark.hint("A seed that is set inside the function makes every call return the same.")
def test_every_call_draws_anew(student):
    """Two calls with different random numbers give different directions."""
    rbm = {"W": np.zeros((40, 3)), "b": np.zeros(40), "c": np.zeros(3)}
    V = np.zeros((10, 40))
    first, second = (read(student.cd_gradient(rbm, V, 1, student.rng), rbm, "the direction")["b"] for _ in range(2))
    assert not np.array_equal(first, second), "expected two calls to give different directions, not the same"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("The direction is returned; the update of the machine is the business of `fit`.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    arguments = student.call("cd_gradient", rbm, V, 2, student.rng).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(arguments[1], V, "V")
