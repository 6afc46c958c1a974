"""The alternate Gibbs sampler"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_binary, check_count, check_counts, check_unchanged

from . import kinds
from .models import PIXELS, Tiles, random_rbm
from .oracle import after


@pytest.mark.asked_by("Return the pixels of the last step, zeros and ones of shape (784,)")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("The function returns the visible units, as drawn: not the hidden ones, not probabilities.")
def test_sample_is_a_binary_vector(student):
    """A sample is a vector of 784 zeros and ones."""
    _, _, answer = student.once(sample_of_random_rbm)
    check_binary(answer.value, (PIXELS,), "the sample")


def sample_of_random_rbm(student):
    """An RBM, a data point, and the answer after two steps."""
    rbm, x = random_rbm(student.rng)
    return rbm, x, student.call("gibbs", rbm, x, 2)


@pytest.mark.asked_by("draws all hidden units given the last pixels, then all pixels given these units")
@pytest.mark.points(3)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("First draw h given x, each h_j with probability sigm(w_j . x + b_j); then draw x given h.")
def test_one_step_has_the_right_distribution(student):
    """One step draws the hidden units given x, then the pixels given the hidden units."""
    check_distribution(*student.once(one_step_samples), k=1, false_alarm=2e-9)


def one_step_samples(student):
    """The model whose samples after one step tell wrong samplers from the right one, and four samples."""
    return samples_of(student, kinds.ONE_STEP, calls=4, k=1)


@pytest.mark.asked_by("bias of unit $j$; pixels have none")
@pytest.mark.points(1)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("b belongs to the hidden units, inside the sigmoid, in every step. The pixels have no bias here.")
def test_hidden_bias_is_used(student):
    """The bias b is added to the input of the hidden units, and of these only, in every step."""
    # One RBM in all calls: with another one each time, a bias taken from the wrong unit would average out.
    check_distribution(*samples_of(student, kinds.HIDDEN_BIAS, calls=3, k=1), k=1, false_alarm=1.9e-9)
    check_distribution(*samples_of(student, [kinds.BIAS_IN_EVERY_STEP], calls=3, k=2), k=2, false_alarm=1e-10)


@pytest.mark.asked_by("take `k` steps")
@pytest.mark.points(2)
@pytest.mark.false_alarm(4e-9)
@pytest.mark.hint("Each of the k steps starts from the sample of the step before, with fresh random numbers.")
def test_k_steps_are_made(student):
    """Two and three steps give what two and three steps give, neither more nor fewer."""
    check_distribution(*samples_of(student, kinds.TWO_STEPS, calls=4, k=2), k=2, false_alarm=2e-9)
    check_distribution(*samples_of(student, kinds.THREE_STEPS, calls=7, k=3), k=3, false_alarm=2e-9)


def samples_of(student, tiles, calls, k):
    """Many independent tiny RBMs, and their samples in so many calls."""
    model = Tiles(tiles, student.rng)
    samples = student.repeat(calls, "gibbs", model.rbm, model.x, k)
    return model, [check_binary(sample, (PIXELS,), "the sample") for sample in samples]


def check_distribution(model, samples, k, false_alarm):
    """Samples of many independent tiny RBMs have the exactly computed frequencies."""
    coins = np.concatenate([sample[model.loose] for sample in samples])
    share = false_alarm / (len(model.kinds) + 1)
    check_count(coins.sum(), coins.size, 0.5, share, "pixels without weights to be on")
    for kind, of_kind in zip(model.kinds, zip(*map(model.counts, samples), strict=True), strict=True):
        count = sum(of_kind)
        check_counts(count, after(kind, k), count.sum(), share, f"a pattern of pixels, for k = {k},")


@pytest.mark.asked_by(
    "Given the pixels, the hidden units are independent of each other; given the hidden units, so are the pixels"
)
@pytest.mark.points(1)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("Each unit needs a random number of its own.")
def test_units_are_drawn_independently(student):
    """The units of a layer are drawn independently of each other."""
    model = Tiles([kinds.SINGLE], student.rng)
    sample = check_binary(student.gibbs(model.rbm, model.x, 1), (PIXELS,), "the sample")
    (counts,), p_on = model.counts(sample), after(kinds.SINGLE, 1)[kinds.SINGLE_ON]
    n = counts.sum()
    check_count(counts[kinds.SINGLE_ON], n, p_on, 1e-9, f"hidden units on, of {n} that are fair coins,")
    coins = sample[model.loose]
    check_count(coins.sum(), coins.size, 0.5, 1e-9, f"pixels on, of {coins.size} that are fair coins,")


@pytest.mark.asked_by("What is random is drawn anew in every call")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-99)
@pytest.mark.hint("A seed that is set inside the function makes every call return the same.")
def test_every_call_draws_anew(student):
    """Two calls with the same arguments give different samples."""
    _, (first, second, *_) = student.once(one_step_samples)
    assert (first != second).any(), "expected two calls to give different samples, not the same"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Work on new arrays: `xm = x` is no copy, and `xm[:] = ...` writes into x as well.")
def test_arguments_are_left_alone(student):
    """The data point and the parameters of the RBM keep their values."""
    rbm, x, answer = student.once(sample_of_random_rbm)
    rbm_after, x_after, _ = answer.arguments
    check_unchanged(x_after, x, "x")
    check_unchanged(rbm_after, rbm, "rbm")
