"""Reconstruction"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import comb

from grader.testing import check_array, check_close, check_counts, check_unchanged

from .contrastive import COINS, DARK, STARTS, SWITCH
from .oracle import kernel, numbers, random_rbm, states


@pytest.mark.asked_by("Return for each row of `V` the average of `n_samples` samples, (N, n_visible)")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.hint("Average the sampled images, zeros and ones; the shape is that of V.")
def test_average_of_few_samples_has_few_values(student):
    """The average of n samples has the shape of V and holds multiples of 1/n only."""
    rbm = random_rbm(student.rng, 6, 4)
    for rows, n in ((1, 1), (10, 3), (5, 8)):
        V = student.rng.integers(0, 2, (rows, 6)).astype(np.float64)
        total = n * check_array(student.reconstruct(rbm, V, n, student.rng), V.shape, "the average")
        what = f"the average of {n} samples, times {n}, to be a whole number: it"
        check_close(total, np.clip(np.round(total), 0, n), 1e-4, what)


@pytest.mark.asked_by("one step from the original digit")
@pytest.mark.points(3)
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("One sample is one Gibbs step from V: hidden states given V, then the image given these.")
def test_mean_is_that_of_one_step(student):
    """Many samples average to the exact mean of one Gibbs step from each row."""
    copies, n = 150, 60
    V, expected = np.tile(states(3), (copies, 1)), kernel(COINS) @ states(3)
    average = check_array(student.reconstruct(COINS, V, n, student.rng), V.shape, "the average")
    off = average.reshape(copies, 8, 3).mean(axis=0) - expected
    tolerance = np.sqrt(np.log(2 * off.size / 1e-9) / (2 * copies * n))  # Hoeffding's bound
    check_close(off, 0, tolerance, "the average of many samples")


@pytest.mark.asked_by("hidden states drawn anew every time; do not continue from the previous sample")
@pytest.mark.points(3)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("Every sample starts from V again and draws the hidden states anew, and there are n_samples of them.")
def test_samples_are_independent_and_counted(student):
    """How often a pixel is on in four samples is binomial: four independent steps from the same row."""
    n, rows = 4, 4000
    for rbm, v in ((COINS, STARTS[1]), (SWITCH, DARK[0])):
        average = student.reconstruct(rbm, np.tile(v, (rows, 1)), n, student.rng)
        total = np.round(n * check_array(average, (rows, 3), "the average")).astype(int)
        p = kernel(rbm)[numbers(v)] @ states(3)
        for pixel in range(3):
            seen = np.bincount(np.clip(total[:, pixel], 0, n), minlength=n + 1)
            what = "a pixel to be on in a given number of four samples"
            on = np.arange(n + 1)
            binomial = comb(n, on) * p[pixel] ** on * (1 - p[pixel]) ** (n - on)
            check_counts(seen, binomial, rows, 3e-10, what)


@pytest.mark.asked_by("Random numbers are drawn from `rng`, anew in every call")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-20)
@pytest.mark.hint("A seed that is set inside the function makes every call return the same.")
def test_every_call_draws_anew(student):
    """Two calls with different random numbers give different averages."""
    rbm = {"W": np.zeros((100, 3)), "b": np.zeros(100), "c": np.zeros(3)}
    V = np.zeros((2, 100))
    first, second = (check_array(student.reconstruct(rbm, V, 2, student.rng), V.shape) for _ in range(2))
    assert not np.array_equal(first, second), "expected two calls to give different averages, not the same"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Add the samples up in a new array: `V += ...` writes into the caller's batch.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    arguments = student.call("reconstruct", rbm, V, 3, student.rng).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(arguments[1], V, "V")
