"""The sigmoid function"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from grader.testing import check_array, check_close, check_unchanged, slower_than_loop

TOLERANCE = 1e-10  # absolute: the tanh form loses relative accuracy in the tails
TAILS = [40.0, 80.0, 300.0, 709.0, 710.0, 745.0, 746.0, 1000.0]  # exp overflows between 709 and 710


@pytest.mark.asked_by("is right to ten decimals in between")
@pytest.mark.points(3)
@pytest.mark.hint("Put a few numbers into the formula by hand, t = 0 and t = 1 for example, and compare.")
def test_values_follow_the_formula(student):
    """Values between t = -30 and t = 30 follow the formula, to ten decimals."""
    t = np.append(np.linspace(-30, 30, 99) + student.rng.uniform(-0.3, 0.3, 99), 0.0)
    t = student.rng.permutation(t)
    check_close(check_array(student.sigm(t), t.shape, "sigm(t)"), expit(t), TOLERANCE, "sigm(t)")


@pytest.mark.asked_by(r"it fails for large $t$, where $\exp(t)$ overflows. Yours gives 1 there")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.hint("exp(t) overflows for t > 709. How can the formula be written without a large exponential?")
def test_large_positive_t_gives_one(student):
    """Large positive t, up to 1000, give 1 without overflowing."""
    check_tail(*student.once(values_in_the_tails), 1)


@pytest.mark.asked_by("0 for large negative $t$")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.hint("exp(-t) overflows for t < -709. Which form of the formula is safe on this side?")
def test_large_negative_t_gives_zero(student):
    """Large negative t, down to -1000, give 0 without overflowing."""
    check_tail(*student.once(values_in_the_tails), -1)


def values_in_the_tails(student):
    """A vector with large values of both signs and a few small ones, and the answer."""
    large = [*TAILS, *student.rng.uniform(300, 900, 4)]
    t = student.rng.permutation([*large, *np.negative(large), *student.rng.normal(0, 3, 20)])
    return t, student.call("sigm", t)


def check_tail(t, answer, sign):
    """One side only, in a vector that has both."""
    got = check_array(answer.value, t.shape, "sigm(t)", finite=False)
    side = "positive" if sign > 0 else "negative"
    check_close(got[t * sign >= TAILS[0]], (sign + 1) / 2, TOLERANCE, f"sigm(t) for large {side} t")


@pytest.mark.asked_by("It takes a vector of any length")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Every element of t needs one element in the result, whatever the length of t.")
def test_shape_is_that_of_the_argument(student):
    """The result is a vector as long as the argument, for every length."""
    for n in (1, 7, 784):
        t = student.rng.normal(0, 3, n)
        check_close(check_array(student.sigm(t), (n,), "sigm(t)"), expit(t), TOLERANCE, "sigm(t)")


@pytest.mark.asked_by("a loop costs a point")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Apply NumPy functions to the whole vector; numpy.vectorize is a loop as well.")
def test_vector_operations_instead_of_loops(student):
    """A long vector is computed with vector operations, faster than by a loop over its elements."""
    t = student.rng.uniform(-5, 5, 20_000)
    check_array(student.sigm(t), t.shape, "sigm(t)", finite=False)
    slow = slower_than_loop(lambda: student.sigm(t), t)
    assert not slow, f"expected {len(t)} elements to take less time than in a Python loop, not more"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Operations such as `t *= 2` and `t[t > 0] = ...` write into the caller's array.")
def test_argument_is_left_alone(student):
    """The vector that was passed in keeps its values."""
    t, answer = student.once(values_in_the_tails)
    check_unchanged(answer.arguments[0], t, "t")
