"""The mistakes of `fit`, each as a model."""

from __future__ import annotations

import numpy as np

from .mistakes_cd_gradient import cd
from .mistakes_gibbs_step import step
from .mistakes_values import free_energy


def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None, *, order=None, rate=None, batches=None,
        gradient=cd, names=("W", "b", "c"), record=None):  # fmt: skip
    """The right training, with any of its pieces exchanged."""
    records, turn = [], 0
    for epoch in range(epochs):
        rows = (order or (lambda n, rng: rng.permutation(n)))(len(V), rng)
        for batch in (batches or in_batches)(rows, batch_size):
            alpha = (rate or (lambda lr, decay, epoch, turn: lr * decay**epoch))(lr, decay, epoch, turn)
            G = gradient(rbm, V[batch], k, rng)
            for name in names:
                rbm[name] += alpha * G[name]
            turn += 1
        records.append((record or right_record)(rbm, V, validation, rng))
    return records


def in_batches(rows, size):
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def right_record(rbm, V, validation, rng):
    found = {"reconstruction_error": ((V - step(rbm, V, rng)[1]) ** 2).mean()}
    if validation is not None:
        found["free_energy_ratio"] = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
    return found


def changed(**kwargs):
    return lambda *args, **validation: fit(*args, **validation, **kwargs)


def on_copies(rbm, *args, **validation):
    return fit({name: value.copy() for name, value in rbm.items()}, *args, **validation)


def one_order():
    """The same order in every epoch, drawn once for each call."""

    def model(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
        rows = rng.permutation(len(V))
        return fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation, order=lambda n, rng: rows)

    return model


def shuffled_V(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
    def shuffle(n, rng):
        rng.shuffle(V)
        return np.arange(n)

    return fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation, order=shuffle)


def other_ratio(ratio):
    def record(rbm, V, validation, rng):
        found = right_record(rbm, V, validation, rng)
        if validation is not None:
            found["free_energy_ratio"] = ratio(free_energy(rbm, V), free_energy(rbm, validation))
        return found

    return changed(record=record)


FIT = [
    ("returns-nothing", "trains, but returns nothing", "Return the list of records.",
     [lambda *a, **v: fit(*a, **v) and None]),
    ("returns-last-record", "returns one record, not a list", "Append a record in each epoch.",
     [lambda *a, **v: fit(*a, **v)[-1]]),
    ("last-record-only", "returns a list with the last record only", "Append in each epoch, not after the loop.",
     [lambda *a, **v: fit(*a, **v)[-1:]]),
    ("copies-instead-of-in-place", "trains copies, and the caller's machine stays as it was",
     "Use `rbm[name] += ...`.", [on_copies]),
    ("descends", "subtracts the direction", "CD gives the direction uphill: add it.",
     [changed(rate=lambda lr, decay, epoch, turn: -lr * decay**epoch)]),
    ("ignores-lr", "leaves out the learning rate", "Multiply the direction by it.",
     [changed(rate=lambda lr, decay, epoch, turn: decay**epoch)]),
    ("ignores-decay", "keeps the learning rate constant", "Epoch t has the rate lr * decay**t.",
     [changed(rate=lambda lr, decay, epoch, turn: lr)]),
    ("decays-before-the-first-epoch", "lets the rate shrink before the first epoch", "The first epoch has lr itself.",
     [changed(rate=lambda lr, decay, epoch, turn: lr * decay ** (epoch + 1))]),
    ("decays-in-every-batch", "lets the rate shrink after every batch", "It shrinks once in an epoch.",
     [changed(rate=lambda lr, decay, epoch, turn: lr * decay**turn)]),
    ("divides-by-decay", "lets the rate grow", "Multiply by decay.",
     [changed(rate=lambda lr, decay, epoch, turn: lr / decay**epoch)]),
    ("linear-decay", "multiplies the rate by decay and the number of the epoch", "decay is taken to a power.",
     [changed(rate=lambda lr, decay, epoch, turn: lr * (decay * epoch if epoch else 1)),
      changed(rate=lambda lr, decay, epoch, turn: lr / (1 + decay * epoch)),
      changed(rate=lambda lr, decay, epoch, turn: lr * (1 - decay * epoch))]),
    ("divides-lr-by-batch", "divides the direction by the batch size once more", "It is an average already.",
     [lambda rbm, V, e, lr, d, size, *a, **v: fit(rbm, V, e, lr / size, d, size, *a, **v)]),
    ("rows-in-order", "never shuffles", "Draw a permutation of the rows in each epoch.",
     [changed(order=lambda n, rng: np.arange(n))]),
    ("same-order-every-epoch", "shuffles once and keeps that order", "Draw a new permutation in each epoch.",
     [one_order()]),
    ("with-replacement", "draws rows with replacement, so that some are missed", "Use a permutation.",
     [changed(order=lambda n, rng: rng.integers(n, size=n))]),
    ("drops-last-batch", "leaves the last, smaller batch out", "Every row is used once in an epoch.",
     [changed(batches=lambda rows, size: in_batches(rows, size)[: max(len(rows) // size, 0)])]),
    ("first-batch-only", "uses one batch in an epoch", "The loop over batches ends with the last row.",
     [changed(batches=lambda rows, size: in_batches(rows, size)[:1])]),
    ("whole-data-at-once", "makes one update in an epoch, with all rows", "Go through the rows in batches.",
     [changed(batches=lambda rows, size: [rows])]),
    ("row-by-row", "makes an update for every single row", "Go through the rows in batches.",
     [changed(batches=lambda rows, size: in_batches(rows, 1))]),
    ("one-epoch-only", "makes one epoch, whatever `epochs` says", "Is there a return inside the loop?",
     [lambda rbm, V, e, *a, **v: fit(rbm, V, 1, *a, **v)]),
    ("one-epoch-too-many", "makes one epoch too many", "Count the turns of the loop.",
     [lambda rbm, V, e, *a, **v: fit(rbm, V, e + 1, *a, **v)]),
    ("one-epoch-too-few", "makes one epoch too few", "Count the turns of the loop.",
     [lambda rbm, V, e, *a, **v: fit(rbm, V, e - 1, *a, **v)]),
    ("ignores-k", "uses one Gibbs step, whatever k is", "Hand k on to `cd_gradient`.",
     [changed(gradient=lambda rbm, V, k, rng: cd(rbm, V, 1, rng))]),
    ("only-W-updated", "changes W only", "b and c learn as well.", [changed(names=("W",))]),
    ("b-not-updated", "does not change b", "All three parameters learn.", [changed(names=("W", "c"))]),
    ("c-not-updated", "does not change c", "All three parameters learn.", [changed(names=("W", "b"))]),
    ("ratio-inverted", "returns the ratio of validation to training data", "Training data come first.",
     [other_ratio(lambda F, F_validation: F_validation.mean() / F.mean())]),
    ("ratio-missing", "has no free-energy ratio in its records", "Add it if `validation` is given.",
     [changed(record=lambda rbm, V, validation, rng: right_record(rbm, V, None, rng))]),
    ("difference-instead-of-ratio", "returns a difference of free energies", "A ratio is asked for.",
     [other_ratio(lambda F, F_validation: F.mean() - F_validation.mean()),
      other_ratio(lambda F, F_validation: F_validation.mean() - F.mean())]),
    ("ratio-of-sums", "divides sums, which depend on the numbers of rows", "Divide means.",
     [other_ratio(lambda F, F_validation: F.sum() / F_validation.sum())]),
    ("trains-on-inverted-data", "trains on 1 - V", "Ink is 1.",
     [changed(gradient=lambda rbm, V, k, rng: cd(rbm, 1 - V, k, rng)),
      lambda rbm, V, *a, **v: fit(rbm, 1 - V, *a, **v)]),
    ("shuffles-V", "shuffles the caller's V", "Shuffle the numbers of the rows.", [shuffled_V]),
]  # fmt: skip
