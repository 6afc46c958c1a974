"""The mistakes of `train`, each as a model: compared by value on the data points that the student's function picked.

`gradient` is replaced by one that notes the data points it is asked for. A model is given the same points in the
same order, so that nothing is random. Which rows they are is looked at afterwards.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Catalogue

from ..models import PIXELS


def loop(update=None, rounds=None, before=None):
    """Training with another update, another number of rounds, or something done before."""

    def train(rbm, X, lr, nbit, picks):
        if before:
            before(rbm)
        for i in range(rounds(len(X), nbit) if rounds else nbit):
            (update or ascend)(rbm, picks, lr, i, nbit, len(X))

    return train


def ascend(rbm, picks, lr, *_):
    dW, db = picks(rbm, picks.pick())
    rbm["W"] += lr * dW
    rbm["b"] += lr * db


def scaled(of_W, of_b=None):
    """An update with other factors in place of lr."""

    def update(rbm, picks, lr, i, nbit, n):
        dW, db = picks(rbm, picks.pick())
        rbm["W"] += of_W(lr, i, nbit, n) * dW
        rbm["b"] += (of_b or of_W)(lr, i, nbit, n) * db

    return loop(update)


def changed(change):
    """An update that adds other things than dW and db."""

    def update(rbm, picks, lr, *_):
        dW, db = change(*picks(rbm, picks.pick()), rbm)
        rbm["W"] += lr * dW
        rbm["b"] += lr * db

    return loop(update)


def after_update(change):
    """The right update, and then something done to the parameters."""

    def update(rbm, picks, lr, *_):
        ascend(rbm, picks, lr)
        change(rbm)

    return loop(update)


def batch(size, divisor):
    def update(rbm, picks, lr, *_):
        gradients = []
        for _ in range(size):
            gradients.append(picks(rbm, picks.pick()))
        rbm["W"] += lr * sum(dW for dW, _ in gradients) / divisor
        rbm["b"] += lr * sum(db for _, db in gradients) / divisor

    return loop(update)


def all_data(rbm, X, lr, nbit, picks):
    for _ in range(nbit):
        gradients = [picks(rbm, x) for x in X]
        rbm["W"] += lr * np.mean([dW for dW, _ in gradients], axis=0)
        rbm["b"] += lr * np.mean([db for _, db in gradients], axis=0)


def nothing(rbm, X, lr, nbit, picks):
    """Trains a copy."""
    loop()({name: value.copy() for name, value in rbm.items()}, X, lr, nbit, picks)


def computed_once(rbm, X, lr, nbit, picks):
    dW, db = picks(rbm, picks.pick())
    rbm["W"] += nbit * lr * dW
    rbm["b"] += nbit * lr * db


def update_after_loop(rbm, X, lr, nbit, picks):
    for _ in range(nbit):
        dW, db = picks(rbm, picks.pick())
    rbm["W"] += lr * dW
    rbm["b"] += lr * db


def sums_then_updates(rbm, X, lr, nbit, picks):
    gradients = [picks(rbm, picks.pick()) for _ in range(nbit)]
    rbm["W"] += lr * sum(dW for dW, _ in gradients)
    rbm["b"] += lr * sum(db for _, db in gradients)


def momentum(rate):
    def train(rbm, X, lr, nbit, picks):
        vW, vb = 0, 0
        for _ in range(nbit):
            dW, db = picks(rbm, picks.pick())
            vW, vb = rate * vW + lr * dW, rate * vb + lr * db
            rbm["W"] += vW
            rbm["b"] += vb

    return train


def two_gradients(rbm, picks, lr, *_):
    rbm["W"] += lr * picks(rbm, picks.pick())[0]
    rbm["b"] += lr * picks(rbm, picks.pick())[1]


def overwrites(rbm, picks, lr, *_):
    dW, db = picks(rbm, picks.pick())
    rbm["W"], rbm["b"] = lr * dW, lr * db


def clipped(limit):
    return lambda rbm: rbm.update(W=np.clip(rbm["W"], -limit, limit))


def written_out(k, sample_term):
    """The gradient written out with k steps, with or without the sample term."""

    def train(rbm, X, lr, nbit, picks):
        for _ in range(nbit):
            x, sample = picks.pick(), picks.relay.state(k) * sample_term
            h, hm = (1 / (1 + np.exp(-(v @ rbm["W"] + rbm["b"]))) for v in (x, sample))
            rbm["W"] += lr * (np.outer(x, h) - np.outer(sample, hm))
            rbm["b"] += lr * (h - sample_term * hm)

    return train


SMALL = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001]
FACTOR = "W and b change by lr times the gradient."
ADDED = "W and b change by lr times the gradient, and by nothing else."


TABLE = [
    ("copies-instead-of-in-place", "trains a copy, so that the caller's RBM stays as it was",
     "Which dictionary holds the new W and b?", [nothing]),
    ("only-W-updated", "leaves b as it was", "Both parameters are updated.", [scaled(lambda lr, *_: lr, lambda *_: 0)]),
    ("only-b-updated", "leaves W as it was", "Both parameters are updated.", [scaled(lambda *_: 0, lambda lr, *_: lr)]),
    ("wrong-sign", "subtracts the gradient", "Does the likelihood go up or down?", [scaled(lambda lr, *_: -lr)]),
    ("wrong-sign-of-b", "subtracts the gradient of b", "Compare the two updates.",
     [scaled(lambda lr, *_: lr, lambda lr, *_: -lr)]),
    ("wrong-sign-of-W", "subtracts the gradient of W", "Compare the two updates.",
     [scaled(lambda lr, *_: -lr, lambda lr, *_: lr)]),
    ("ignores-lr", "does not use the learning rate lr that was passed in", FACTOR,
     [scaled(lambda *_, c=c: c) for c in [1, 0.5, 0.2, *SMALL]]),
    ("lr-only-for-W", "uses lr for W but not for b", FACTOR, [scaled(lambda lr, *_: lr, lambda *_: 1)]),
    ("lr-only-for-b", "uses lr for b but not for W", FACTOR, [scaled(lambda *_: 1, lambda lr, *_: lr)]),
    ("squares-lr", "multiplies with lr twice", FACTOR, [scaled(lambda lr, *_: lr * lr)]),
    ("divides-by-lr", "divides by lr", FACTOR, [scaled(lambda lr, *_: 1 / lr)]),
    ("divides-lr-by-N", "divides lr by the number of data points", FACTOR, [scaled(lambda lr, i, nbit, n: lr / n)]),
    ("divides-lr-by-nbit", "divides lr by nbit", FACTOR, [scaled(lambda lr, i, nbit, n: lr / nbit)]),
    ("decays-lr", "lets the learning rate shrink from iteration to iteration", FACTOR,
     [scaled(lambda lr, i, *_: lr / (1 + i)), scaled(lambda lr, i, *_: lr / np.sqrt(1 + i)),
      scaled(lambda lr, i, nbit, n: lr * (1 - i / nbit))]
     + [scaled(lambda lr, i, *_, c=c: lr * c**i) for c in (0.5, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)]),
    ("updates-twice", "adds the gradient twice in every iteration", FACTOR, [scaled(lambda lr, *_: 2 * lr)]),
    ("averages-a-batch", "averages the gradients of several data points in every iteration",
     "One iteration is one data point.", [batch(size, size) for size in (2, 5, 10, 16, 20, 32)]),
    ("sums-a-batch", "uses several data points in every iteration", "One iteration is one data point.",
     [batch(size, 1) for size in (2, 5, 10, 16, 20, 32)]),
    ("two-gradients", "updates W at one data point and b at another", "How often is `gradient` called in an iteration?",
     [loop(two_gradients)]),
    ("averages-all-data", "averages the gradient over all of X", "One iteration is one data point.", [all_data]),
    ("gradient-computed-once", "computes one gradient and adds it in every iteration",
     "Is `gradient` called inside the loop?", [computed_once]),
    ("one-iteration-only", "makes one update, after the loop", "Is the update inside the loop?", [update_after_loop]),
    ("sums-then-updates", "adds up all gradients before it updates", "Is the update inside the loop?",
     [sums_then_updates]),
    ("momentum", "has a momentum term", ADDED, [momentum(rate) for rate in (0.5, 0.8, 0.9, 0.95, 0.99)]),
    ("weight-decay", "shrinks the weights", ADDED,
     [changed(lambda dW, db, rbm, c=c: (dW - c * rbm["W"], db)) for c in SMALL]
     + [after_update(lambda rbm, c=c: rbm.update(W=rbm["W"] * (1 - c))) for c in SMALL]),
    ("clips-weights", "limits the weights", ADDED, [after_update(clipped(c)) for c in (0.1, 0.2, 0.5, 1, 2, 3, 5, 10)]),
    ("overwrites-instead-of-adding", "replaces W and b by the update", "The update is added to what is there.",
     [loop(overwrites)]),
    ("b-updated-from-dW", "updates b with a part of dW", "Which gradient belongs to b?",
     [changed(lambda dW, db, rbm: (dW, dW.mean(axis=0))), changed(lambda dW, db, rbm: (dW, dW.sum(axis=0)))]),
    ("W-updated-from-db", "updates W with db", "Which gradient belongs to W?",
     [changed(lambda dW, db, rbm: (np.tile(db, (PIXELS, 1)), db))]),
    ("inlined-one-step", "writes the gradient out with one Gibbs step", "Which k does CD-3 have?",
     [written_out(1, 1)]),
    ("inlined-two-steps", "writes the gradient out with two Gibbs steps", "Which k does CD-3 have?",
     [written_out(2, 1)]),
    ("inlined-no-sample-term", "writes the gradient out without the sample term", "The formula has two terms.",
     [written_out(3, 0)]),
]  # fmt: skip

# Numbers of iterations, from the number of rows and nbit.
LOOK = "One iteration is one data point and one update; there are nbit of them."
ROUNDS = [
    ("one-iteration-too-few", "makes nbit - 1 iterations", LOOK, lambda n, nbit: nbit - 1),
    ("one-iteration-too-many", "makes nbit + 1 iterations", LOOK, lambda n, nbit: nbit + 1),
    ("one-iteration-only", "makes one iteration", "Is there a `return` or `break` in the loop?", lambda n, nbit: 1),
    ("nbit-counts-epochs", "makes nbit passes over all rows", LOOK, lambda n, nbit: n * nbit),
    ("stops-after-one-epoch", "stops when every row was used once", LOOK, lambda n, nbit: min(n, nbit)),
    ("one-epoch", "makes one pass over all rows", LOOK, lambda n, nbit: n),
    ("at-most-100-iterations", "makes no more than 100 iterations", LOOK, lambda n, nbit: min(100, nbit)),
]  # fmt: skip

ALL_ROWS = "Every row of X can be picked in every iteration."
ONE_ROW = [
    ("first-row-only", "uses the first data point only", ALL_ROWS, lambda r, n: (r == 0).all()),
    ("last-row-only", "uses the last data point only", ALL_ROWS, lambda r, n: (r == n - 1).all()),
]  # fmt: skip
ROWS = [
    ("rows-in-order", "goes through the rows in their order", "The rows are picked at random.",
     lambda r, n: np.array_equal(r, np.arange(len(r)) % n)),
    ("first-ten-rows-only", "uses the first few rows only", ALL_ROWS, lambda r, n: r.max() < 10),
    ("first-half-only", "uses the first half of the rows only", ALL_ROWS, lambda r, n: r.max() < n // 2),
    ("even-rows-only", "uses every second row only", ALL_ROWS, lambda r, n: (r % 2 == 0).all()),
]  # fmt: skip
IMAGES = "What reaches `gradient` is one row of X, as it is."
DATA = [
    ("mean-image", "uses the mean of all data points", IMAGES, lambda v, X: np.abs(X.mean(axis=0) - v).max() < 1e-9),
    ("inverts-data", "trains on 1 - x", IMAGES, lambda v, X: (v == 1 - X).all(axis=1).any()),
    ("divides-data-by-255", "divides the data points by 255", IMAGES,
     lambda v, X: np.abs(X / 255 - v).max(axis=1).min() < 1e-9),
    ("centres-data", "subtracts the mean image", IMAGES,
     lambda v, X: np.abs(X - X.mean(axis=0) - v).max(axis=1).min() < 1e-9),
    ("mixes-rows", "takes each pixel from another row", IMAGES,
     lambda v, X: np.isin(v, (0, 1)).all() and (v >= X.min(axis=0)).all() and (v <= X.max(axis=0)).all()),
    ("shuffles-pixels", "shuffles the pixels", IMAGES,
     lambda v, X: np.isin(v, (0, 1)).all() and v.sum() in X.sum(axis=1)),
    ("random-images", "uses random pixels", IMAGES, lambda v, X: np.isin(v, (0, 1)).all() and 330 < v.sum() < 454),
]  # fmt: skip

# Seen by rules of their own.
BY_RULE = [
    ("ignores-nbit", "makes as many iterations whatever nbit is, or never stops", LOOK),
    ("stops-early", "stops when an update is small", "There are nbit iterations in any case."),
    ("never-first-row", "never uses the first row", "With which number do the rows start?"),
    ("never-last-row", "never uses the last row", "Does randint include its upper limit?"),
    ("draws-row-once", "picks one row and uses it in every iteration", "Is the row picked inside the loop?"),
    ("seeds-every-iteration", "picks the same row again in every iteration", "Where is the seed set?"),
    ("fixed-seed-inside", "picks the same rows in every call", "Where is the seed set?"),
    ("same-order-every-epoch", "goes through the rows in one and the same shuffled order again and again",
     "Each iteration picks at random."),
    ("unequal-rows", "picks some rows far more often than others", "Each row has the same chance."),
    ("row-number-out-of-range", "can ask for row N, one after the last", "The rows are 0 to N - 1."),
    ("uses-784-rows", "picks among 784 rows, the number of pixels", "How many rows has X?"),
    ("number-of-rows-hard-coded", "has the number of rows of the notebook's data written into it",
     "How many rows has the X that was passed in?"),
    ("treats-rbm-as-object", "writes rbm.W for an entry of a dictionary", "How is W stored in `rbm`?"),
    ("uses-global-X", "does not use the data that was passed in",
     "Does the body use the name of the argument, or that of another cell?"),
    ("uses-global-rbm", "does not use the RBM that was passed in",
     "Does the body use the name of the argument, or that of another cell?"),
    ("restarts-weights", "draws new weights before training", "Training goes on from the parameters given."),
]  # fmt: skip

MISTAKES = Catalogue("train", TABLE, ROUNDS, ONE_ROW, ROWS, DATA, BY_RULE)
