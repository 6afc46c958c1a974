"""The mistakes of the parts that learn, each as a model: `cd_gradient` and `fit`."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from grader.hidden.dreaming.mistakes_sampling import half, keep, step, up
from grader.hidden.dreaming.mistakes_values import free_energy


def cd(rbm, V, k, rng, step=step, up=up):
    V_neg = V
    for _ in range(k):
        _, V_neg = step(rbm, V_neg, rng)
    return difference(V, up(rbm, V), V_neg, up(rbm, V_neg))


def difference(V, P, V_neg, P_neg, scale=1.0):
    n = len(V) / scale
    return {"W": (V.T @ P - V_neg.T @ P_neg) / n, "b": (V - V_neg).sum(axis=0) / n, "c": (P - P_neg).sum(axis=0) / n}


def steps(number):
    return lambda rbm, V, k, rng: cd(rbm, V, number(k), rng)


def pieces(combine):
    """A direction made of the four right pieces: V, P, V_neg, P_neg."""

    def gradient(rbm, V, k, rng):
        V_neg = V
        for _ in range(k):
            _, V_neg = step(rbm, V_neg, rng)
        return combine(V, up(rbm, V), V_neg, up(rbm, V_neg))

    return gradient


def scaled(**factors):
    """The right direction with some parts multiplied."""

    def gradient(*args):
        G = cd(*args)
        return {name: factors.get(name, 1.0) * value for name, value in G.items()}

    return gradient


def chain_hiddens(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = step(rbm, V_neg, rng)
    return difference(V, up(rbm, V), V_neg, H)


def from_noise(rbm, V, k, rng):
    V_neg = rng.integers(0, 2, V.shape) * 1.0
    for _ in range(k):
        _, V_neg = step(rbm, V_neg, rng)
    return difference(V, up(rbm, V), V_neg, up(rbm, V_neg))


def updates(rbm, V, k, rng):
    G = cd(rbm, V, k, rng)
    for name in G:
        rbm[name] += G[name]
    return G


def outer_of_means(V, P, V_neg, P_neg):
    W = np.outer(V.mean(axis=0), P.mean(axis=0)) - np.outer(V_neg.mean(axis=0), P_neg.mean(axis=0))
    return difference(V, P, V_neg, P_neg) | {"W": W}


CD_GRADIENT = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda *a: None]),
    ("returns-tuple", "returns a tuple or a list", "Return a dict with W, b and c.",
     [lambda *a: tuple(cd(*a).values()), lambda *a: list(cd(*a).values())]),
    ("wrong-sign", "subtracts the data term from the sample term", "That direction leads downhill.",
     [lambda *a: {name: -value for name, value in cd(*a).items()}]),
    ("wrong-sign-of-biases", "has the signs of b and c reversed", "All three are data minus sample.",
     [scaled(b=-1.0, c=-1.0), scaled(b=-1.0), scaled(c=-1.0)]),
    ("sums-over-the-batch", "adds up over the batch", "Divide by the number of rows.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P_neg, len(V)))]),
    ("W-summed-over-the-batch", "averages b and c, but adds W up over the batch", "Divide V.T @ P as well.",
     [lambda rbm, V, k, rng: (G := cd(rbm, V, k, rng)) | {"W": G["W"] * len(V)}]),
    ("biases-summed-over-the-batch", "averages W, but adds b and c up over the batch", "Average them as well.",
     [lambda rbm, V, k, rng: (G := cd(rbm, V, k, rng)) | {"b": G["b"] * len(V), "c": G["c"] * len(V)}]),
    ("no-data-term", "leaves the data term out", "Data minus sample.",
     [pieces(lambda V, P, V_neg, P_neg: difference(0 * V, 0 * P, V_neg, P_neg))]),
    ("no-sample-term", "leaves the sample term out", "Data minus sample.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, 0 * V, 0 * P))]),
    ("adds-the-terms", "adds the two terms", "Data minus sample.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, -V_neg, P_neg) | {
         "b": V.mean(axis=0) + V_neg.mean(axis=0), "c": P.mean(axis=0) + P_neg.mean(axis=0)})]),
    ("one-step-only", "makes one step from the data, whatever k is", "The next step starts from the last image.",
     [steps(lambda k: 1)]),
    ("one-step-too-many", "makes k + 1 steps", "Count the turns of the loop.", [steps(lambda k: k + 1)]),
    ("one-step-too-few", "makes k - 1 steps", "Count the turns of the loop.", [steps(lambda k: k - 1)]),
    ("ten-steps", "makes a number of steps of its own", "Make k of them.",
     [steps(lambda k: 10), steps(lambda k: 5), steps(lambda k: 2), steps(lambda k: 3)]),
    ("outer-product-of-means", "multiplies the averages of V and P", "Average the products, not the factors.",
     [pieces(outer_of_means)]),
    ("outer-product-of-differences", "multiplies the difference of V with that of P",
     "The difference of the products is asked for.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P_neg)
             | {"W": (V - V_neg).T @ (P - P_neg) / len(V)})]),
    ("crossed-hiddens", "multiplies V with the hidden probabilities of the sample and the other way round",
     "Each image goes with its own P(h|v).",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P_neg)
             | {"W": (V.T @ P_neg - V_neg.T @ P) / len(V)})]),
    ("data-hiddens-in-sample-term", "uses P(h|v) of the data in the sample term",
     "Compute P(h|v) of the sampled images as well.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P)),
      pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P_neg) | {"W": (V - V_neg).T @ P / len(V)})]),
    ("hiddens-before-the-sample", "uses the hidden states from which the last image was drawn",
     "P(h|v) belongs to the sampled image.", [chain_hiddens]),
    ("mean-field-chain", "passes probabilities on, so that nothing is drawn", "Both layers are drawn.",
     [lambda *a: cd(*a, step=lambda *b: step(*b, draw_h=keep, draw_v=keep))]),
    ("mean-field-hiddens", "passes hidden probabilities on", "Both layers are drawn.",
     [lambda *a: cd(*a, step=lambda *b: step(*b, draw_h=keep))]),
    ("thresholds-at-half", "rounds probabilities in place of drawing", "Both layers are drawn.",
     [lambda *a: cd(*a, step=lambda *b: step(*b, draw_h=half, draw_v=half)),
      lambda *a: cd(*a, step=lambda *b: step(*b, draw_h=half)),
      lambda *a: cd(*a, step=lambda *b: step(*b, draw_v=half))]),
    ("chain-starts-from-noise", "starts the chain from random pixels", "It starts from the data.", [from_noise]),
    ("forgets-hidden-bias", "leaves c out of the statistics", "P(h|v) is there already: call it.",
     [lambda *a: cd(*a, up=lambda rbm, V: expit(V @ rbm["W"]))]),
    ("transposed", "returns W transposed", "W is visible by hidden.",
     [lambda *a: (G := cd(*a)) | {"W": G["W"].T}]),
    ("c-missing", "has no entry for c", "Three parameters change.",
     [lambda *a: {name: value for name, value in cd(*a).items() if name != "c"}]),
    ("b-missing", "has no entry for b", "Three parameters change.",
     [lambda *a: {name: value for name, value in cd(*a).items() if name != "b"}]),
    ("swaps-b-and-c", "stores b as c and c as b", "b belongs to the visible units.",
     [lambda *a: (G := cd(*a)) | {"b": G["c"], "c": G["b"]}]),
    ("biases-are-numbers", "returns one number for b and one for c", "Average over the rows only: axis=0.",
     [lambda *a: (G := cd(*a)) | {"b": G["b"].mean(), "c": G["c"].mean()}]),
    ("divides-by-units", "divides by the number of visible units", "Divide by the number of rows.",
     [pieces(lambda V, P, V_neg, P_neg: difference(V, P, V_neg, P_neg, len(V) / V.shape[1]))]),
    ("updates-rbm", "changes the machine as well", "The update is made in `fit`.", [updates]),
]  # fmt: skip


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
