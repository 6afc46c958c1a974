"""The gradient by contrastive divergence"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import Canned, check_array, check_close, check_unchanged, describe

from .contrastive import check_cd3
from .models import HIDDENS, PIXELS, Relay, contrast

TOLERANCE = 1e-5  # admits float32
STEPS = range(1, 5)  # numbers of Gibbs steps that the formulas are tested with


def read(value):
    """dW and db from what `gradient` returned."""
    pair = isinstance(value, (tuple, list)) and len(value) == 2
    assert value is not None, "expected the tuple (dW, db), not None: is there a `return`?"
    assert pair, f"expected the tuple (dW, db), not {describe(value)}"
    return check_array(value[0], (PIXELS, HIDDENS), "dW"), check_array(value[1], (HIDDENS,), "db")


def relay_with_start(rng, coins=0):
    """An RBM whose Gibbs chain is certain, and a data point."""
    relay = Relay(rng, coins=coins)
    return relay, relay.start(rng.choice(relay.free, 8, replace=False))


def certain_gradient(student):
    """An RBM whose Gibbs chain is certain, a data point, and the answer."""
    relay, x = relay_with_start(student.rng)
    return relay, x, student.call("gradient", relay.rbm, x)


@pytest.mark.asked_by("Return the tuple `(dW, db)`, in the shapes of `W` and `b`")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("dW has the shape of W, (784, 100), and db that of b, (100,).")
def test_shapes_are_those_of_the_parameters(student):
    """The result is a pair (dW, db) of arrays in the shapes of W and b."""
    _, _, answer = student.once(certain_gradient)
    read(answer.value)


@pytest.mark.asked_by("Hidden units enter both terms as probabilities; drawn zeros and ones are wrong here")
@pytest.mark.points(3)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("x times the probabilities of the hidden units given x, minus the same at the sample.")
def test_dW_is_data_term_minus_sample_term(student):
    """dW is the data term minus the sample term, with probabilities for the hidden units."""
    check_formula(student, 0, "dW")


@pytest.mark.asked_by("Hidden units enter both terms as probabilities; drawn zeros and ones are wrong here")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("The probabilities of the hidden units given x, minus those given the sample.")
def test_db_is_data_term_minus_sample_term(student):
    """db is the data term minus the sample term, with probabilities for the hidden units."""
    check_formula(student, 1, "db")


def check_formula(student, part, what):
    """Right for some number of Gibbs steps: how many there are is another test's concern."""
    relay, x, answer = student.once(certain_gradient)
    got = read(answer.value)[part]
    candidates = [contrast(relay.rbm, x, relay.state(k))[part] for k in STEPS]
    nearest = min(candidates, key=lambda expected: np.abs(got - expected).max())
    check_close(got, nearest, TOLERANCE, what)


@pytest.mark.asked_by("what `gibbs` gives after $k=3$ steps from the data point")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("CD-3: the chain starts at x and makes k = 3 steps.")
def test_sample_is_three_steps_from_data(student):
    """The sample is taken three Gibbs steps after the data point."""
    relay, x, answer = student.once(certain_gradient)
    dW, _ = read(answer.value)
    changed = np.abs(relay.share(dW)) > 1e-6
    steps = [k for k in STEPS if np.array_equal(changed, x != relay.state(k))]
    assert steps, "expected a sample that is three Gibbs steps away from x, not one that no such chain reaches"
    assert steps == [3], f"expected three Gibbs steps, not {'four or more' if steps == [4] else steps[0]}"


@pytest.mark.asked_by("puts one image in its place, the same in both lines")
@pytest.mark.points(1)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("The sample is one draw of zeros and ones, new in every call, the same in dW and in db.")
def test_sample_is_one_fresh_draw(student):
    """The second term is taken at one sample, which is drawn anew in every call."""
    relay, x = relay_with_start(student.rng, coins=120)
    gradients = [read(pair) for pair in student.repeat(2, "gradient", relay.rbm, x)]
    samples = [x - relay.share(dW) for dW, _ in gradients]
    coins = [sample[relay.coins] for sample in samples]
    assert np.ptp(coins[0][:60]) > 1e-6, "expected pixels that are fair coins to be drawn, not their probabilities"
    assert not np.array_equal(*coins), "expected two calls to draw different samples, not the same"
    for (dW, db), sample in zip(gradients, samples, strict=True):
        check_one_sample(relay.rbm, x, dW, db, sample)
    if not calls_gibbs(student, relay.rbm, x):
        check_cd3(lambda rbm, x: read(student.gradient(rbm, x)), student.rng, 1e-9)


def check_one_sample(rbm, x, dW, db, sample):
    """If a sample can be read off, both results belong to it."""
    rounded = np.round(sample)
    if np.isin(rounded, (0, 1)).all() and np.abs(sample - rounded).max() < TOLERANCE:
        expected = contrast(rbm, x, rounded)
        check_close(dW, expected[0], TOLERANCE, "dW at the sample that was drawn")
        check_close(db, expected[1], TOLERANCE, "db at the sample that was drawn")


def calls_gibbs(student, rbm, x):
    """Whether the sampler is called by name; otherwise it is written out, and judged here."""
    gibbs = Canned(x, reads=[], limit=100)
    with student.replacing(gibbs=gibbs):
        student.gradient(rbm, x)
    return bool(gibbs.calls)


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("The gradient is returned; what to do with it is the business of `train`.")
def test_arguments_are_left_alone(student):
    """The data point and the parameters of the RBM keep their values."""
    relay, x, answer = student.once(certain_gradient)
    check_unchanged(answer.arguments[1], x, "x")
    check_unchanged(answer.arguments[0], relay.rbm, "rbm")
