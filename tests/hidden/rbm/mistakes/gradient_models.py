"""The mistakes of `gradient`, each as a model that is given the sampler: compared by value.

The sampler is scripted, or certain if the student has written it out, so that nothing but the drawing of hidden
units is random; these are read off the result.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from grader.testing import Catalogue

from ..models import HIDDENS, PIXELS, contrast


def hidden(rbm, v):
    return expit(v @ rbm["W"] + rbm["b"])


def outer(x, h, xm, hm):
    return np.outer(x, h) - np.outer(xm, hm)


def formula(of, unit=hidden, k=3):
    """A gradient that computes `of(x, h, xm, hm)` instead of the right dW and db."""

    def gradient(rbm, x, gibbs):
        xm = gibbs(rbm, x, k)
        return of(x, unit(rbm, x), xm, unit(rbm, xm))

    return gradient


def both(change, unit=hidden):
    """A gradient that changes dW and db in the same way."""
    return formula(lambda *terms: (change(outer(*terms)), change(terms[1] - terms[3])), unit)


def dW_of(of):
    """A gradient with another dW."""
    return formula(lambda x, h, xm, hm: (of(x, h, xm, hm), h - hm))


def db_of(of):
    """A gradient with another db."""
    return formula(lambda x, h, xm, hm: (outer(x, h, xm, hm), of(x, h, xm, hm)))


def kept(d):
    return d


right = both(kept)


def steps(k):
    return formula(lambda x, h, xm, hm: (outer(x, h, xm, hm), h - hm), k=k)


def one_more_step(rbm, x, gibbs):
    return contrast(rbm, x, gibbs.step(gibbs(rbm, x, 3)))


def from_noise(rbm, x, gibbs):
    return contrast(rbm, x, gibbs(rbm, 1 - x, 3))


def zero_at_sample(rbm, x, gibbs):
    sample = gibbs(rbm, x, 3)
    return contrast(rbm, sample, sample)


def no_sample_term(rbm, x, gibbs):
    return np.outer(x, hidden(rbm, x)), hidden(rbm, x)


def another_sample(first_for_dW):
    """The hidden units belong to another sample than the pixels of dW."""

    def gradient(rbm, x, gibbs):
        one, two = gibbs(rbm, x, 3), gibbs(rbm, x, 3)
        h = hidden(rbm, x)
        of_db = one if first_for_dW else two
        return np.outer(x, h) - np.outer(one, hidden(rbm, two)), h - hidden(rbm, of_db)

    return gradient


def hiddens_before_sample(rbm, x, gibbs):
    before, sample, h = gibbs(rbm, x, 2), gibbs(rbm, x, 3), hidden(rbm, x)
    return outer(x, h, sample, hidden(rbm, before)), h - hidden(rbm, before)


def changes_x(change):
    def gradient(rbm, x, gibbs):
        sample = gibbs(rbm, x, 3)
        result = contrast(rbm, x, sample)
        x[:] = change(x, sample)
        return result

    return gradient


def updates(lr):
    def gradient(rbm, x, gibbs):
        dW, db = contrast(rbm, x, gibbs(rbm, x, 3))
        rbm["W"] += lr * dW
        rbm["b"] += lr * db
        return dW, db

    return gradient


def decayed(rate):
    def gradient(rbm, x, gibbs):
        dW, db = contrast(rbm, x, gibbs(rbm, x, 3))
        return dW - rate * rbm["W"], db

    return gradient


def times_weights(rbm, x, gibbs):
    dW, db = contrast(rbm, x, gibbs(rbm, x, 3))
    return dW * rbm["W"], db


def first_unit(x, h, xm, hm):
    on = np.arange(HIDDENS) < 1
    return outer(x, h, xm, hm) * on, (h - hm) * on


def slope(rbm, v):
    return hidden(rbm, v) * (1 - hidden(rbm, v))


def bias_in(data, sample):
    """A gradient that multiplies the bias by these numbers in the data term and in the sample term."""

    def gradient(rbm, x, gibbs):
        xm = gibbs(rbm, x, 3)
        h, hm = (expit(v @ rbm["W"] + c * rbm["b"]) for v, c in ((x, data), (xm, sample)))
        return outer(x, h, xm, hm), h - hm

    return gradient


RATES = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.001, 0.0005, 0.0001]
SIGN = "Which of the two terms has the minus?"
SHAPE = "W has the shape (784, 100), b the shape (100,)."

TABLE = [
    ("returns-nothing", "returns nothing", "Does the function end with `return`?",
     [formula(lambda *terms: None)]),
    ("returns-dict", "returns a dictionary", "A tuple is asked for.",
     [formula(lambda *terms: {"W": outer(*terms), "b": terms[1] - terms[3]}),
      formula(lambda *terms: {"dW": outer(*terms), "db": terms[1] - terms[3]})]),
    ("returns-sample-too", "returns the sample as well", "Two things are asked for.",
     [formula(lambda *terms: (outer(*terms), terms[1] - terms[3], terms[2]))]),
    ("swapped-tuple", "returns (db, dW)", "In which order are they asked for?",
     [formula(lambda *terms: (terms[1] - terms[3], outer(*terms)))]),
    ("db-missing", "returns dW alone", "Two things are asked for.", [formula(outer)]),
    ("transposed", "returns dW transposed", SHAPE, [dW_of(lambda *terms: outer(*terms).T)]),
    ("transposed-then-reshaped", "reshapes dW where it has to be transposed", SHAPE,
     [dW_of(lambda *terms: outer(*terms).T.reshape(PIXELS, HIDDENS))]),
    ("db-is-column", "returns db as a column", SHAPE, [db_of(lambda x, h, xm, hm: (h - hm)[:, None])]),
    ("db-is-one-number", "returns one number for db", SHAPE,
     [db_of(lambda x, h, xm, hm: np.mean(h - hm)), db_of(lambda x, h, xm, hm: np.sum(h - hm))]),
    ("db-of-visible-units", "returns the gradient of a bias of the pixels for db", "b belongs to the hidden units.",
     [db_of(lambda x, h, xm, hm: x - xm)]),
    ("wrong-sign", "has the sign of both gradients reversed", SIGN, [both(np.negative)]),
    ("wrong-sign-of-dW", "has the sign of dW reversed", SIGN, [dW_of(lambda *terms: -outer(*terms))]),
    ("wrong-sign-of-db", "has the sign of db reversed", SIGN, [db_of(lambda x, h, xm, hm: hm - h)]),
    ("adds-the-phases", "adds the two terms", SIGN,
     [formula(lambda x, h, xm, hm: (np.outer(x, h) + np.outer(xm, hm), h + hm))]),
    ("no-sample-term", "leaves the sample term out", "The formula has two terms.", [no_sample_term,
     formula(lambda x, h, xm, hm: (np.outer(x, h), h))]),
    ("no-data-term", "leaves the data term out", "The formula has two terms.",
     [formula(lambda x, h, xm, hm: (-np.outer(xm, hm), -hm)), formula(lambda x, h, xm, hm: (np.outer(xm, hm), hm))]),
    ("dW-without-sample-term", "leaves the sample term out of dW", "The formula has two terms.",
     [dW_of(lambda x, h, xm, hm: np.outer(x, h))]),
    ("db-without-sample-term", "leaves the sample term out of db", "The formula has two terms.",
     [db_of(lambda x, h, xm, hm: h)]),
    ("db-without-data-term", "leaves the data term out of db", "The formula has two terms.",
     [db_of(lambda x, h, xm, hm: -hm), db_of(lambda x, h, xm, hm: hm)]),
    ("zero-gradient", "takes both terms at the same point, so that they cancel",
     "One term is taken at the data point, the other at the sample.",
     [zero_at_sample, steps(0), both(lambda d: 0 * d), lambda rbm, x, gibbs: contrast(rbm, x, x)]),
    ("db-is-zero", "returns zeros for db", "The formula of db is that of dW without x.",
     [db_of(lambda x, h, xm, hm: 0 * h)]),
    ("db-from-dW", "computes db from dW", "The formula of db has no factor x.",
     [db_of(lambda *terms: outer(*terms).sum(axis=0)), db_of(lambda *terms: outer(*terms).mean(axis=0))]),
    ("data-hiddens-in-sample-term", "multiplies the sample with the hidden units of x",
     "Which hidden units belong to the sample?", [dW_of(lambda x, h, xm, hm: np.outer(x - xm, h))]),
    ("data-in-sample-term", "multiplies the hidden units of the sample with x", "Which pixels belong to the sample?",
     [dW_of(lambda x, h, xm, hm: np.outer(x, h - hm))]),
    ("outer-of-differences", "takes the product of two differences", "It is a difference of two products.",
     [dW_of(lambda x, h, xm, hm: np.outer(x - xm, h - hm))]),
    ("hiddens-crossed", "pairs x with the hidden units of the sample, and the sample with those of x",
     "Which hidden units belong to which pixels?", [dW_of(lambda x, h, xm, hm: outer(x, hm, xm, h))]),
    ("ignores-pixels", "leaves the factor x out of dW", "dW is a product for each pixel.",
     [dW_of(lambda x, h, xm, hm: np.tile(h - hm, (PIXELS, 1)))]),
    ("only-first-hidden-unit", "fills in the first hidden unit only", "Is the `return` inside the loop?",
     [formula(first_unit)]),
    ("hiddens-of-another-sample", "pairs the sample with the hidden units of another sample",
     "How often is the sampler called?", [another_sample(True), another_sample(False)]),
    ("last-hiddens-of-the-chain", "pairs the sample with the hidden units it was drawn from",
     "The hidden units of the sample are computed after it.", [hiddens_before_sample]),
    ("divides-by-784", "divides both gradients by the number of pixels", "The formulas have no such factor.",
     [both(lambda d: d / PIXELS)]),
    ("divides-dW-by-784", "divides dW by the number of pixels", "The formula has no such factor.",
     [dW_of(lambda *terms: outer(*terms) / PIXELS)]),
    ("divides-by-two", "halves both gradients", "The formulas have no such factor.", [both(lambda d: d / 2)]),
    ("divides-by-steps", "divides both gradients by the number of steps", "The formulas have no such factor.",
     [both(lambda d: d / 3)]),
    ("multiplies-by-learning-rate", "multiplies with a learning rate", "That is the business of `train`.",
     [both(lambda d, c=c: c * d) for c in RATES[2:]]),
    ("multiplies-by-weights", "multiplies dW with W", "Where does W come in?", [times_weights]),
    ("normalises", "divides each gradient by its length", "The length of the gradient matters.",
     [both(lambda d: d / np.linalg.norm(d)), both(lambda d: d / np.abs(d).max())]),
    ("clips-gradient", "limits the components", "The formulas have no limits.",
     [both(lambda d, c=c: np.clip(d, -c, c)) for c in RATES]),
    ("rounds", "rounds the gradients", "The formulas do not round.",
     [both(lambda d, n=n: np.round(d, n)) for n in range(5)]),
    ("weight-decay", "subtracts a part of the weights", "The formulas have no such term.", list(map(decayed, RATES))),
    ("derivative-of-sigmoid", "uses the derivative of the sigmoid", "The formulas have the sigmoid itself.",
     [both(kept, unit=slope)]),
    ("no-sigmoid", "leaves the sigmoid out", "The formulas have the probabilities of the hidden units.",
     [both(kept, unit=lambda rbm, v: v @ rbm["W"] + rbm["b"])]),
    ("forgets-hidden-bias", "leaves the hidden bias out", "Which inputs does a hidden unit have?", [bias_in(0, 0)]),
    ("minus-hidden-bias", "subtracts the hidden bias", "Compare the sign with the formula.", [bias_in(-1, -1)]),
    ("forgets-bias-in-data-term", "leaves the hidden bias out of the data term",
     "Which inputs does a hidden unit have?", [bias_in(0, 1)]),
    ("forgets-bias-in-sample-term", "leaves the hidden bias out of the sample term",
     "Which inputs does a hidden unit have?", [bias_in(1, 0)]),
    ("one-gibbs-step", "makes one Gibbs step", "Which k does CD-3 have?", [steps(1)]),
    ("two-gibbs-steps", "makes two Gibbs steps", "Which k does CD-3 have?", [steps(2)]),
    ("four-gibbs-steps", "makes four Gibbs steps", "Which k does CD-3 have?", [steps(4), one_more_step]),
    ("ten-gibbs-steps", "makes ten Gibbs steps", "Which k does CD-3 have?", [steps(10)]),
    ("chain-starts-from-noise", "starts the chain from something else than x", "CD starts at the data point.",
     [from_noise]),
    ("mutates-x", "changes the data point that was passed in", "`x -= ...` changes the caller's x.",
     [changes_x(lambda x, sample: x - sample), changes_x(lambda x, sample: sample)]),
    ("updates-rbm", "updates the RBM as well", "That is the business of `train`.",
     [updates(c) for c in RATES] + [updates(-c) for c in RATES]),
]  # fmt: skip

# Seen by rules of their own.
BY_RULE = [
    ("only-the-sign", "returns the signs of the components only", "Their sizes matter as well."),
    ("sampled-hiddens", "draws the hidden units of both terms", "The formulas have their probabilities."),
    ("sampled-data-hiddens", "draws the hidden units of the data term", "The formulas have their probabilities."),
    ("sampled-model-hiddens", "draws the hidden units of the sample term", "The formulas have their probabilities."),
    ("mean-field-chain", "runs the chain on probabilities, so that nothing is random", "Each step draws both layers."),
    ("sample-of-probabilities", "takes the pixels of the last step as probabilities", "The sample is zeros and ones."),
    ("fixed-seed-inside", "makes the same random numbers in every call", "Where is the seed set?"),
    ("uses-global-rbm", "does not use the RBM that was passed in",
     "Does the body use the name of the argument, or that of another cell?"),
    ("uses-first-digit", "uses one and the same data point whatever x is",
     "Does the body use the name of the argument?"),
    ("multiplies-vectors-of-different-size", "combines vectors of 784 and of 100 elements element by element",
     "The product of every pixel with every hidden unit is asked for."),
]  # fmt: skip

MISTAKES = Catalogue("gradient", TABLE, BY_RULE)
