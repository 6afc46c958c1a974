"""The checks of hidden tests: the order of the faults, the words, and the false alarms they promise."""

import numpy as np
import pytest
from scipy.stats import binom

from grader.box.inside.wire import Unsendable
from grader.testing.checks import (
    check_array,
    check_binary,
    check_close,
    check_count,
    check_counts,
    check_mean,
    check_unchanged,
    describe,
    rate,
    slower_than_loop,
    typical,
)

FAULTS = {  # value: words of the complaint, in the order in which faults are looked for
    "None": (None, "not None: is there a `return`"),
    "list": ([1.0, 2.0], "not a list of 2 elements"),
    "one number": (0.5, "not the single number 0.5"),
    "something unsendable": (Unsendable("Figure"), "not a Figure"),
    "complex": (np.ones(3) * 1j, "real numbers, not complex128"),
    "shape before nan": (np.full(2, np.nan), "the shape (3,), not (2,)"),
    "nan": (np.array([1.0, np.nan, np.inf]), "not nan or inf in 2 of 3 places"),
}


@pytest.mark.parametrize(("value", "words"), FAULTS.values(), ids=FAULTS)
def test_first_fault_of_an_array_is_told(value, words):
    """None, type, shape, finite: the first that is wrong is said, as `expected ..., not ...`."""
    with pytest.raises(AssertionError) as complaint:
        check_array(value, (3,), "sigm(t)")
    assert str(complaint.value).startswith("expected sigm(t) to") and words in str(complaint.value)


def test_arrays_become_plain_numbers():
    """Booleans and small integers become int64, small floats float64; nan passes where it may."""
    assert check_array(np.array([True])).dtype == check_array(np.ones(1, np.uint8)).dtype == np.int64
    assert check_array(np.ones(1, np.float32)).dtype == np.float64
    assert np.isnan(check_array(np.array([np.nan]), finite=False)[0])


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64, np.float32, float])
def test_bits_may_have_any_dtype(dtype):
    """Zeros and ones of any dtype are binary."""
    assert check_binary(np.array([0, 1], dtype), (2,)).tolist() == [0, 1]


@pytest.mark.parametrize("value", [0.5, 2, -1])
def test_other_numbers_are_not_binary(value):
    """The complaint names one of the other numbers."""
    with pytest.raises(AssertionError, match=f"such as {value}"):
        check_binary(np.array([0, 1, value]), (3,))


def test_closeness_is_absolute_and_nan_fails():
    """A difference up to the tolerance passes; more, or nan, does not, and the largest one is told."""
    check_close(np.array([1.0, 1e9 + 0.1]), np.array([1.1, 1e9]), 0.2)
    with pytest.raises(AssertionError, match=r"off by up to 0\.5 \(in 1 of 2 places\)"):
        check_close(np.array([1.0, 2.5]), np.array([1.0, 2.0]), 0.1)
    with pytest.raises(AssertionError):
        check_close(np.array([np.nan]), np.array([1.0]), 1e9)


def test_complaints_hold_no_expected_values():
    """A student cannot collect the expected numbers from the words."""
    with pytest.raises(AssertionError) as complaint:
        check_close(np.zeros(2), np.array([0.123456, 0.7]), 1e-6)
    assert "0.1234" not in str(complaint.value)


def test_changed_arguments_are_noticed():
    """A changed number, a changed shape and a lost key are changes, and so is a list; a copy is none."""
    rbm = {"W": np.ones((2, 3)), "b": np.zeros(3)}
    check_unchanged({"W": np.ones((2, 3)), "b": np.zeros(3)}, rbm, "rbm")
    ragged = {**rbm, "b": [[0], [0, 1]]}
    for other in ({**rbm, "b": np.ones(3)}, {**rbm, "W": rbm["W"].T}, {"W": rbm["W"]}, None, ragged):
        with pytest.raises(AssertionError, match="rbm"):
            check_unchanged(other, rbm, "rbm")


@pytest.mark.parametrize("n", [1, 7, 100, 2000])
@pytest.mark.parametrize("false_alarm", [1e-3, 1e-9])
def test_typical_counts_keep_the_false_alarm(n, false_alarm):
    """Outside the limits lies no more than promised; one count further inside, more."""
    p = np.array([0.0, 1e-9, 0.01, 0.3, 0.5, 0.999, 1.0])
    low, high = typical(n, p, false_alarm)
    assert (binom.cdf(low - 1, n, p) + binom.sf(high, n, p) <= false_alarm).all()
    inner = binom.cdf(low, n, p) > false_alarm / 2
    assert inner.all() and ((high == 0) | (binom.sf(high - 1, n, p) > false_alarm / 2)).all()


def test_surprising_counts_fail():
    """The limits are those of `typical`, shared among the outcomes."""
    check_count(50, 100, 0.5, 1e-9)
    with pytest.raises(AssertionError, match="heads about 50 times in 100, not 90 times"):
        check_count(90, 100, 0.5, 1e-9, "heads")
    with pytest.raises(AssertionError, match="a face about 20 times in 120, not 80 times"):
        check_counts(np.array([8, 8, 8, 8, 8, 80]), np.full(6, 1 / 6), 120, 1e-9, "a face")


def test_rate_is_a_bound_on_the_exact_tail():
    """exp(-n rate) is never below the exact tail of a binomial, and not far above it."""
    n, p = 40, 0.3
    for count in range(n + 1):
        tail = binom.sf(count - 1, n, p) if count > n * p else binom.cdf(count, n, p)
        bound = np.exp(-n * rate(count / n, np.array([0.0, 1.0]), np.array([1 - p, p])))
        assert tail <= bound * (1 + 1e-9) and bound < 50 * tail**0.9


def test_surprising_means_fail():
    """A mean far from the expected one fails, a near one passes."""
    values, p = np.array([-1.0, 0.0, 1.0]), np.array([0.25, 0.5, 0.25])
    check_mean(0.1, 200, values, p, 1e-9, "the mean")
    with pytest.raises(AssertionError, match="the mean to be about 0 on average, not 0.5"):
        check_mean(0.5, 200, values, p, 1e-9, "the mean")


def test_impossible_mean_fails():
    """A mean that certain draws cannot have is a surprise, up to rounding it is none."""
    certain = np.array([0.3, 0.3]), np.array([0.5, 0.5])
    check_mean(0.3, 10, *certain, 1e-9, "the mean")
    with pytest.raises(AssertionError):
        check_mean(0.4, 10, *certain, 1e-9, "the mean")


def test_loops_are_slower_than_vector_operations():
    """A loop over the elements is found slow and tanh fast, however busy the machine is."""
    t = np.linspace(-5, 5, 20_000)
    assert not slower_than_loop(lambda: np.tanh(t), t)
    assert slower_than_loop(lambda: np.vectorize(lambda v: 1 / (1 + np.exp(-v)))(t), t, tries=3)


@pytest.mark.parametrize(
    ("value", "words"),
    [((1, 2), "a tuple of 2 elements"), ({}, "a dict of 0 elements"), (np.ones((2, 3)), "an array of shape (2, 3)"),
     (True, "the single number True"), ("text", "a str")],
)  # fmt: skip
def test_values_are_described_by_their_kind(value, words):
    """What came back is told by kind and size."""
    assert describe(value) == words
