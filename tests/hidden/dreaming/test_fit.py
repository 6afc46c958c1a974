"""Training"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_close, check_unchanged, describe

from .contrastive import CERTAIN, LENGTH, check_mean, read, relay_batch
from .oracle import (
    contrast,
    free_energy,
    log_likelihood,
    random_rbm,
    relay,
    relay_steps,
    states,
)

LR = 1e-3  # so small that a relay stays as certain as it was


def train(student, rbm, V, epochs, lr, decay, batch_size, k, **validation):
    """The change of the machine that the caller passed in, and the records."""
    answer = student.call("fit", rbm, V, epochs, lr, decay, batch_size, k, student.rng, **validation)
    after = read(answer.arguments[0], rbm, "rbm after training")
    return {name: after[name] - rbm[name] for name in after}, answer.value


def records_of(value, epochs):
    """The list of records, if it is one."""
    right = isinstance(value, (list, tuple)) and len(value) == epochs
    assert right, f"expected a list of {epochs} records, one for each epoch, not {describe(value)}"
    for record in value:
        assert isinstance(record, dict), f"expected each record to be a dict, not {describe(record)}"
    return value


def numbers_of(records, key):
    """That entry of every record, a finite number."""
    for record in records:
        assert key in record, f"expected each record to have the entry '{key}', which is not there"
        right = isinstance(record[key], (int, float, np.number)) and np.isfinite(record[key])
        assert right, f"expected '{key}' to be a finite number, not {describe(record[key])}"
    return [float(record[key]) for record in records]


@pytest.mark.asked_by("return a list with one dict per epoch: `reconstruction_error`")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Append one dict to a list at the end of every epoch, and return the list.")
def test_each_epoch_leaves_a_record(student):
    """There is one record for each epoch, with a reconstruction error that is a number."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    for epochs in (1, 4):
        _, records = train(student, rbm, V, epochs, 0.01, 0.9, 8, 1)
        errors = numbers_of(records_of(records, epochs), "reconstruction_error")
        assert min(errors) >= 0, "expected the reconstruction error to be a mean of squares, not negative"


@pytest.mark.asked_by("Each batch moves `W`, `b` and `c` uphill, by the learning rate times their CD-$k$ direction")
@pytest.mark.points(2)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("All three parameters rise by lr times the CD-k direction of the batch, in the caller's dict.")
def test_update_is_lr_times_the_direction(student):
    """One batch changes W, b and c in place by the learning rate times the CD-k direction."""
    V = relay_batch(student.rng)
    for k in (1, 3):
        rbm = relay(LENGTH)
        change, _ = train(student, rbm, V, 1, LR, 1.0, len(V), k)
        expected = contrast(rbm, V, relay_steps(V, LENGTH, k))
        for name in ("W", "b", "c"):
            check_close(change[name] / LR, expected[name], CERTAIN, f"the change of {name}, divided by lr,")

    def direction(rbm, V, k):
        change, _ = train(student, rbm, V, 1, LR, 1.0, len(V), k)
        return {name: value / LR for name, value in change.items()}

    check_mean(direction, 1e-9)


@pytest.mark.asked_by("After each epoch the rate is multiplied by `decay`")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("The learning rate of epoch t = 0, 1, ... is lr * decay**t: the first epoch has lr itself.")
def test_rate_decays_from_epoch_to_epoch(student):
    """Three epochs add up to lr, lr decay and lr decay squared times the directions of their batches."""
    rbm, decay = relay(LENGTH), student.rng.uniform(0.4, 0.7)
    V = np.repeat(relay_batch(student.rng)[:1], 6, axis=0)  # every batch has the same direction
    expected = contrast(rbm, V, relay_steps(V, LENGTH, 1))
    for epochs, batch_size in ((2, 6), (3, 2)):
        change, _ = train(student, rbm, V, epochs, LR, decay, batch_size, 1)
        rates = len(V) // batch_size * sum(decay**t for t in range(epochs))
        for name in ("W", "b", "c"):
            what = f"the change of {name} in {epochs} epochs, divided by lr,"
            check_close(change[name] / LR, rates * expected[name], CERTAIN, what)


@pytest.mark.asked_by(
    "An epoch shows every training image once, in a fresh random order, in batches of "
    "`batch_size`; the last one may be smaller"
)
@pytest.mark.points(2)
@pytest.mark.false_alarm(3e-9)
@pytest.mark.hint("Draw a new permutation of the rows at the start of each epoch; the last batch may be smaller.")
def test_each_epoch_shows_every_row_once_in_random_order(student):
    """Every row is in one batch of each epoch, the last batch is smaller, and the order is new each time."""
    shares = [shares_of_rows(student, epochs=1) for _ in range(2)]
    for share in shares:
        small, large = np.isclose(share, 1 / 10, atol=CERTAIN), np.isclose(share, 1 / 30, atol=CERTAIN)
        assert (small | large).all() and small.sum() == 10, (
            "expected 40 rows in batches of 30 to be seen once each, 30 in the first batch and 10 in the last,"
            f" not {np.sum(large)} and {np.sum(small)}"
        )
    in_order = np.isclose(shares[0][30:], 1 / 10, atol=CERTAIN).all()
    assert not in_order, "expected the rows in random order, not in that of V"
    assert not np.allclose(*shares), "expected two calls to shuffle the rows differently, not in the same way"
    mixed = np.isclose(shares_of_rows(student, epochs=2), 1 / 10 + 1 / 30, atol=CERTAIN)
    assert mixed.any(), "expected a new order in every epoch, not the same one again"


def shares_of_rows(student, epochs):
    """With what weight each of 40 rows entered the training in batches of 30: 1 / (rows of its batch), summed.

    Each row has a pixel of its own that goes out in the first step, so its bias rises by the row's weight.
    """
    rbm, V = relay(LENGTH, extra=40), np.hstack([np.tile(np.eye(LENGTH)[0], (40, 1)), np.eye(40)])
    change, _ = train(student, rbm, V, epochs, LR, 1.0, 30, 1)
    return change["b"][LENGTH:] / LR


@pytest.mark.asked_by("if `validation` rows are given, `free_energy_ratio`, the mean free energy of `V` over theirs")
@pytest.mark.points(1)
@pytest.mark.hint("The ratio is the mean free energy of V over that of the validation rows.")
def test_free_energy_ratio_compares_with_validation_rows(student):
    """With validation rows each record has the ratio of the mean free energies."""
    rbm = random_rbm(student.rng, 6, 3)
    rbm["b"] = np.abs(rbm["b"]) + 1  # no free energy near zero, over which a ratio would jump
    V, validation = (np.hstack([student.rng.integers(0, 2, (n, 5)), np.ones((n, 1))]) for n in (20, 12))
    _, records = train(student, rbm, V, 2, 1e-9, 1.0, 5, 1, validation=validation)
    expected = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
    ratios = np.array(numbers_of(records_of(records, 2), "free_energy_ratio"))
    check_close(ratios, expected, 1e-6, "the free-energy ratio")


@pytest.mark.asked_by("Learning means making the training images probable")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("Training goes uphill: the likelihood of the training rows grows and the error falls.")
def test_training_improves_the_exact_likelihood(student):
    """Two patterns are learned: the exact log-likelihood grows, and the reconstruction error falls."""
    rbm = {name: 0.1 * value for name, value in random_rbm(student.rng, 4, 3).items()}
    V = np.repeat(states(4)[[3, 12]], 10, axis=0)
    change, records = train(student, rbm, V, 30, 1.0, 1.0, 10, 2)
    after = {name: rbm[name] + change[name] for name in rbm}
    gain = np.mean(log_likelihood(after, V) - log_likelihood(rbm, V))
    # Of 1,500 right trainings the gain was 1.85 on average, 0.14 its standard deviation, 1.1 the smallest.
    assert gain > 0.3, f"expected the mean log-likelihood to grow by 0.3 nats or more, not by {gain:.3g}"
    errors = numbers_of(records_of(records, 30), "reconstruction_error")
    assert errors[-1] < errors[0], "expected the reconstruction error to fall as the patterns are learned"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Shuffle the numbers of the rows, not the rows themselves: `rng.shuffle(V)` reorders V itself.")
def test_data_are_left_alone(student):
    """The training and the validation rows keep their values and their order."""
    rbm, V = random_rbm(student.rng, 5, 3), student.rng.permutation(states(5))
    arguments = student.call("fit", rbm, V, 2, 0.01, 0.9, 7, 1, student.rng).arguments
    check_unchanged(arguments[1], V, "V")
