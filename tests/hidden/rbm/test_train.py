"""Training by gradient ascent"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import Canned, check_array, check_close, check_count, describe

from .contrastive import check_cd3
from .models import HIDDENS, PIXELS, Relay
from .oracle import log_likelihood

TOLERANCE = 1e-3  # of an update divided by the learning rate; admits float32
LIT = 5  # free pixels that all rows of a data set light


class Recorder:
    """Stands for `gradient`: CD-3 of a relay, which is certain, and the data points it was asked for."""

    def __init__(self, relay, limit):
        self.relay, self.limit, self.points = relay, limit, []

    def __call__(self, rbm, x, *_):
        self.points.append(np.array(x))
        if len(self.points) > self.limit:
            raise ValueError("too many iterations to wait for")
        return self.relay.gradient(rbm, x)


def data(relay, n, rng):
    """n rows (n, 784) that can be told apart: LIT free pixels in all, one of its own in each, and five more."""
    free = rng.permutation(relay.free)
    common, own, more = np.split(free[: LIT + n + 25], [LIT, LIT + n])
    X = np.tile(relay.start(common), (n, 1))
    X[np.arange(n), own] = 1
    X[np.arange(n)[:, None], rng.choice(more, (n, 5))] = 1
    return X, common, own


def train(student, relay, X, lr, nbit):
    """The RBM after training, as the caller sees it, and the data points for which `gradient` was called."""
    recorder = Recorder(relay, most_calls(nbit))
    return train_with(student, recorder, lambda: recorder.points, relay, X, lr, nbit), recorder.points


def train_at_once(student, relay, X, lr, nbit, reads=()):
    """The same with a `gradient` that always gives the same, in the box: hundreds of iterations take no time.

    For each call of it the arguments at the places `reads` are noted.
    """
    canned = Canned(relay.constant(), reads=list(reads), limit=most_calls(nbit))
    after = train_with(student, canned, lambda: canned.calls, relay, X, lr, nbit)
    return after, canned.calls


def as_point(x):
    """What `gradient` was called with as an array; empty if it is none."""
    try:
        return np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError):
        return np.empty(0)


def most_calls(nbit):
    """After so many calls of `gradient` a training is stopped."""
    return 20 * nbit + 40


def train_with(student, gradient, calls, relay, X, lr, nbit):
    """The RBM after training with this `gradient`, whose calls can be counted."""
    try:
        with student.replacing(gradient=gradient):
            after = student.call("train", relay.rbm, X, lr, nbit).arguments[0]
    finally:
        most = most_calls(nbit)
        assert len(calls()) <= most, f"expected nbit = {nbit} calls of `gradient`, not more than {most}"
    return read(after)


def read(rbm):
    """W and b of what the caller's RBM has become."""
    parameters = isinstance(rbm, dict) and {"W", "b"} <= set(rbm)
    assert parameters, f"expected the RBM to keep its W and b, not to become {describe(rbm)}"
    return {
        "W": check_array(rbm["W"], (PIXELS, HIDDENS), "rbm['W'] after training"),
        "b": check_array(rbm["b"], (HIDDENS,), "rbm['b'] after training"),
    }


@pytest.mark.asked_by("Change `rbm` itself")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("The caller's dictionary has to hold the new W and the new b; copies are lost.")
def test_parameters_change_in_place(student):
    """Both W and b of the RBM that was passed in are changed."""
    relay, _, _, after, _ = student.once(one_update)
    for name in ("W", "b"):
        changed = (after[name] != relay.rbm[name]).any()
        assert changed, f"expected rbm['{name}'] to be changed by training, not to stay as it was"


def one_update(student):
    """A relay, a learning rate, data, the RBM after one iteration, and the data points that `gradient` was given."""
    relay, lr = Relay(student.rng), student.rng.uniform(0.03, 0.06)
    X, *_ = data(relay, 16, student.rng)
    return relay, lr, X, *train(student, relay, X, lr, 1)


@pytest.mark.asked_by(r"moves the parameters by $\gamma$ times its gradient")
@pytest.mark.points(3)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("W becomes W + lr * dW and b becomes b + lr * db, with the gradient at one row of X.")
def test_update_is_lr_times_gradient(student):
    """One iteration adds lr times the gradient at one data point."""
    relay, lr, X, after, points = student.once(one_update)
    dW, db = ((after[name] - relay.rbm[name]) / lr for name in ("W", "b"))
    picked = min(X, key=lambda x: np.abs(x - relay.state(3) - relay.share(dW)).max())
    expected = relay.gradient(relay.rbm, picked)
    check_close(dW, expected[0], TOLERANCE, "the change of W, divided by lr,")
    check_close(db, expected[1], TOLERANCE, "the change of b, divided by lr,")
    if not points:
        check_written_out(student, lr)


def check_written_out(student, lr):
    """A gradient that is written out in `train` is judged here: its mean is that of CD-3."""

    def gradient(rbm, x):
        after = read(student.call("train", rbm, np.stack([x, x]), lr, 1).arguments[0])
        return (after["W"] - rbm["W"]) / lr, (after["b"] - rbm["b"]) / lr

    check_cd3(gradient, student.rng, 1e-9)


@pytest.mark.asked_by("Take exactly `nbit` such steps")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("One iteration is one data point and one update. The loop makes nbit of them, whatever N is.")
def test_number_of_iterations_is_nbit(student):
    """nbit iterations are made, no more and no fewer, also if there are fewer data points."""
    few, many = int(student.rng.integers(6, 9)), int(student.rng.integers(102, 107))
    calls, change = calls_and_change(student, 0.01, 1)
    assert change != 0, "expected one iteration to change W, not to leave it"
    for lr, nbit in ((0.01, few), (0.002, many)):
        calls_made, change_made = calls_and_change(student, lr, nbit)
        check_iterations(change_made / change * 0.01 / lr, nbit)
        check_iterations(calls_made / calls if calls else nbit, nbit)


def calls_and_change(student, lr, nbit):
    """How often `gradient` was called, and a change of W that is the same in every iteration, summed."""
    relay = Relay(student.rng, moderate=0)
    X, common, _ = data(relay, 4, student.rng)
    after, calls = train_at_once(student, relay, X, lr, nbit)
    return len(calls), relay.share(after["W"] - relay.rbm["W"])[common].mean()


def check_iterations(made, nbit):
    """What was done is nbit times what one iteration does."""
    what = f"as much for nbit = {nbit} as in {nbit} iterations"
    assert abs(made - nbit) < 0.3, f"expected training to do {what}, not as in {made:.3g}"


@pytest.mark.asked_by("each from where the last one ended")
@pytest.mark.points(1)
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("The gradient has to be computed anew in every iteration, after the update of the one before.")
def test_iterations_build_on_each_other(student):
    """Every iteration starts from the parameters that the one before has left."""
    relay, lr, nbit = Relay(student.rng), 0.05, 5
    x = data(relay, 1, student.rng)[0][0]
    after = read(student.call("train", relay.rbm, np.stack([x] * 4), lr, nbit).arguments[0])
    expected = {name: value.copy() for name, value in relay.rbm.items()}
    for _ in range(nbit):
        for name, change in zip(("W", "b"), relay.gradient(expected, x), strict=True):
            expected[name] += lr * change
    for name in ("W", "b"):
        what = f"the change of {name} in {nbit} iterations, divided by lr,"
        change, right = ((rbm[name] - relay.rbm[name]) / lr for rbm in (after, expected))
        check_close(change, right, nbit * TOLERANCE, what)


@pytest.mark.asked_by("All rows of `X`, (N, 784), are equally likely in every step")
@pytest.mark.points(2)
@pytest.mark.false_alarm(5e-8)
@pytest.mark.hint("Pick a new row in every iteration, at random among all N rows, the first and the last included.")
def test_data_points_are_drawn_from_all_of_X(student):
    """Each iteration picks a data point at random, and every row of X can be picked."""
    check_few_rows(student, 3, 96)
    picks = [pick_counts(student, 80, 10)[0] for _ in range(2)]
    regions = [set(np.flatnonzero(counts) // 10) for counts in picks]
    assert all(len(region) > 1 for region in regions), (
        "expected 10 iterations on 80 rows to reach rows from all over X, not neighbours or the same few only"
    )
    assert not np.array_equal(*picks), "expected two calls to pick different rows, not the same rows again"


def check_few_rows(student, n, nbit):
    """All of few rows are picked equally often, and not in one order again and again."""
    counts, order = pick_counts(student, n, nbit)
    for count in counts.tolist():
        check_count(count, nbit, 1 / n, 3e-8 / n, f"each of {n} rows to be picked")
    epochs = [tuple(order[start : start + n]) for start in range(0, nbit, n)]
    repeats = len(order) == nbit and len(set(epochs)) == 1 and set(epochs[0]) == set(range(n))
    assert not repeats, "expected a random row in every iteration, not the same order of rows again and again"


def pick_counts(student, n, nbit):
    """How often each of n rows was picked (n,), and in which order: seen by `gradient`, or, if it is written out,
    from the change of W, which does not tell the order.
    """
    relay = Relay(student.rng, moderate=0)
    X, common, own = data(relay, n, student.rng)
    after, calls = train_at_once(student, relay, X, 0.005, nbit, reads=[1])
    assert (after["W"] != relay.rbm["W"]).any(), "expected training to change W, not to leave it"
    if calls:
        points = [point for point in (as_point(x) for (x,) in calls) if point.shape == X[0].shape]
        same = (np.reshape(points, (-1, 1, PIXELS)) == X).all(axis=2)  # (points, rows)
        order = same.argmax(axis=1)[same.any(axis=1)].tolist()
        assert order, "expected `gradient` to be called for rows of X, not for other data points"
        share, iterations = np.bincount(order, minlength=n), len(order)
    else:
        change = relay.share(after["W"] - relay.rbm["W"])
        order, share, iterations = [], change[own], change[common].mean() or np.inf
    return np.clip(np.round(share / iterations * nbit), 0, nbit).astype(int), order


@pytest.mark.asked_by("Many small steps uphill")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-9)
@pytest.mark.hint("Gradient ascent goes up: the log-likelihood of the data has to grow.")
def test_likelihood_of_the_data_grows(student):
    """Training makes the data more probable: the exact log-likelihood grows."""
    relay = Relay(student.rng, moderate=0)  # hidden units that may be on: few enough to sum over their states
    X, *_ = data(relay, 4, student.rng)
    after = read(student.call("train", relay.rbm, X, 0.05, 4).arguments[0])
    gain = np.mean(log_likelihood(after, X, relay.active) - log_likelihood(relay.rbm, X, relay.active))
    assert gain > 0, f"expected the mean log-likelihood of the data to grow, not to change by {gain:.3g} nats"
