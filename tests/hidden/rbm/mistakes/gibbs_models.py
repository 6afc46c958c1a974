"""The mistakes of `gibbs`, each as a model: compared by value where nothing is random, by exact likelihood otherwise.

A model draws all its random numbers from `chance`: `chance.bernoulli(p)`, `chance.uniform(n) < p`.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, ndtr

from grader.testing import Catalogue

from ..models import HIDDENS, PIXELS


def up(rbm, v):
    return expit(v @ rbm["W"] + rbm["b"])


def down(rbm, h):
    return expit(h @ rbm["W"].T)


def keep(p):
    return p


def chain(rbm, x, k, chance, up=up, down=down, draw_h=None, draw_v=None):
    """The right sampler, with any of its four pieces exchanged."""
    for _ in range(k):
        h = (draw_h or chance.bernoulli)(up(rbm, x))
        x = (draw_v or chance.bernoulli)(down(rbm, h))
    return x


def changed(**pieces):
    """The sampler with these pieces in place of the right ones."""
    return lambda rbm, x, k, chance: chain(rbm, x, k, chance, **pieces)


def started(start):
    """The sampler from another start."""
    return lambda rbm, x, k, chance: chain(rbm, start(x, chance), k, chance)


def drawn_by(p_of):
    """Every unit is 1 with a probability other than p."""
    return lambda rbm, x, k, chance: chain(
        rbm, x, k, chance, draw_h=lambda p: chance.bernoulli(p_of(p)), draw_v=lambda p: chance.bernoulli(p_of(p))
    )


def mean_field_visibles(rbm, x, k, chance):
    p = x
    for _ in range(k):
        p = down(rbm, chance.bernoulli(up(rbm, p)))
    return chance.bernoulli(p)


def reuses_uniforms(rbm, x, k, chance):
    u, v = chance.uniform(rbm["W"].shape[1]), chance.uniform(rbm["W"].shape[0])
    for _ in range(k):
        x = v < down(rbm, u < up(rbm, x))
    return x


def bias_in_first_step(rbm, x, k, chance):
    for step in range(k):
        x = chain(rbm if step == 0 else {**rbm, "b": 0 * rbm["b"]}, x, 1, chance)
    return x


def only_ones(rbm, x, k, chance):
    for _ in range(k):
        x = x * chance.bernoulli(down(rbm, chance.bernoulli(up(rbm, x))))
    return x


def thresholded(rbm, x, k, chance=None):
    return chain(rbm, x, k, chance, draw_h=np.round, draw_v=np.round)


def probabilities(rbm, x, k, chance=None):
    return chain(rbm, x, k, chance, draw_h=keep, draw_v=keep)


BY_LIKELIHOOD = [
    ("forgets-hidden-bias", "leaves the hidden bias out", "Which inputs does a hidden unit have?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"]))]),
    ("bias-in-first-step-only", "adds the hidden bias in the first step only", "Where else are hidden units drawn?",
     [bias_in_first_step]),
    ("minus-hidden-bias", "subtracts the hidden bias", "Compare the sign with the formula.",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] - rbm["b"]))]),
    ("hidden-bias-twice", "adds the hidden bias twice", "Where is b added?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] + 2 * rbm["b"]))]),
    ("bias-outside-sigmoid", "adds the hidden bias to the probability", "Is b inside the brackets of the sigmoid?",
     [changed(up=lambda rbm, v: np.clip(expit(v @ rbm["W"]) + rbm["b"], 0, 1))]),
    ("bias-in-visible-layer", "adds the hidden bias again on the way down", "b belongs to one layer only.",
     [changed(down=lambda rbm, h: down(rbm, h + rbm["b"]))]),
    ("bias-only-on-the-way-down", "adds the hidden bias on the way down instead of on the way up",
     "Which layer does b belong to?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"]), down=lambda rbm, h: down(rbm, h + rbm["b"]))]),
    ("mean-field-hiddens", "passes probabilities of the hidden units on instead of draws",
     "Which of the two layers is drawn?", [changed(draw_h=keep)]),
    ("mean-field-visibles", "passes probabilities of the pixels on from step to step, and draws at the end only",
     "Is the sample of a step drawn before the next one begins?", [mean_field_visibles]),
    ("thresholds-hiddens", "rounds the probabilities of the hidden units", "A draw needs a random number.",
     [changed(draw_h=np.round), changed(draw_h=lambda p: (p >= 0.5) * 1.0)]),
    ("thresholds-visibles", "rounds the probabilities of the pixels", "A draw needs a random number.",
     [changed(draw_v=np.round), changed(draw_v=lambda p: (p >= 0.5) * 1.0)]),
    ("inverted-comparison", "compares with the random numbers the wrong way round",
     "With which probability is a uniform number below p?", [drawn_by(lambda p: 1 - p)]),
    ("returns-negative-image", "returns 1 - x for the sample x", "Look at the last line.",
     [lambda rbm, x, k, chance: 1 - chain(rbm, x, k, chance)]),
    ("gaussian-noise", "compares the probabilities with normal random numbers", "The numbers have to be uniform.",
     [drawn_by(ndtr)]),
    ("fair-coins", "draws every pixel with probability 1/2", "Where do the weights come in?",
     [lambda rbm, x, k, chance: chance.bernoulli(0 * x + 0.5)]),
    ("sigmoid-twice", "applies the sigmoid twice", "What goes into the sigmoid, what comes out?",
     [changed(up=lambda rbm, v: expit(up(rbm, v)), down=lambda rbm, h: expit(down(rbm, h)))]),
    ("divides-by-784", "divides the inputs of the hidden units by the number of pixels", "The input is a sum.",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] / PIXELS + rbm["b"])),
      changed(up=lambda rbm, v: expit((v @ rbm["W"] + rbm["b"]) / PIXELS))]),
    ("wrong-sign-of-weights", "has the wrong sign of the weights", "Compare the sign with the formula.",
     [changed(up=lambda rbm, v: expit(rbm["b"] - v @ rbm["W"]), down=lambda rbm, h: 1 - down(rbm, h))]),
    ("only-ones-are-resampled", "can switch pixels off but not on", "Is the old sample still part of the new one?",
     [only_ones]),
    ("starts-from-zeros", "starts from zeros", "The chain starts from the data point x.",
     [started(lambda x, chance: 0 * x)]),
    ("starts-from-noise", "starts from random pixels", "The chain starts from the data point x.",
     [started(lambda x, chance: chance.bernoulli(0 * x + 0.5))]),
    ("starts-from-first-digit", "starts from one and the same digit whatever x is",
     "The chain starts from the data point x.",
     [started(lambda x, chance, ink=ink: chance.bernoulli(0 * x + ink)) for ink in (0.08, 0.12, 0.16, 0.2)]),
    ("reuses-uniforms", "uses the same random numbers in every step", "Where are they drawn, and how often?",
     [reuses_uniforms]),
]  # fmt: skip


def first_hiddens(n):
    def gibbs(rbm, x, k, chance):
        return chain({"W": rbm["W"][:, :n], "b": rbm["b"][:n]}, x, k, chance)

    return gibbs


def first_pixels(n):
    def gibbs(rbm, x, k, chance):
        return np.where(np.arange(PIXELS) < n, chain(rbm, x, k, chance), x)

    return gibbs


BY_PLACE = [
    ("only-first-hiddens", "uses only some of the hidden units", "How many hidden units has W?",
     list(map(first_hiddens, (10, 20, 25, 28, 30, 49, 50, 51, 64, 75, 80, 90, 98, 99)))),
    ("only-first-pixels", "draws only some of the pixels and keeps the others", "How many pixels has W?",
     list(map(first_pixels, (28, 50, 100, 196, 200, 256, 300, 391, 392, 393, 400, 500, 512, 600, 700, 783)))),
    ("one-bias-for-all", "uses one bias for all hidden units", "Each hidden unit has a bias of its own.",
     [(lambda rbm, x, k, chance, of=of: chain({"W": rbm["W"], "b": of(rbm["b"])}, x, k, chance))
      for of in (lambda b: b[0], lambda b: b[-1], np.mean, np.sum)]),
    ("mean-bias-as-visible-bias", "gives the pixels a bias, the mean of b",
     "The pixels have no bias in this exercise.",
     [changed(down=lambda rbm, h, of=of: expit(h @ rbm["W"].T + of(rbm["b"]))) for of in (np.mean, np.sum)]),
    ("transposes-weights", "reshapes W where it has to be transposed", "Compare reshape and .T on a small array.",
     [changed(up=lambda rbm, v: expit(rbm["W"].reshape(HIDDENS, PIXELS) @ v + rbm["b"]),
              down=lambda rbm, h: expit(h @ rbm["W"].reshape(HIDDENS, PIXELS)))]),
]  # fmt: skip

BY_VALUE = [
    ("returns-x-unchanged", "returns x itself", "Which name does the `return` give back?", [lambda rbm, x, k: x]),
    ("thresholds-at-half", "rounds probabilities, so that nothing is random", "A draw needs a random number.",
     [thresholded]),
    ("returns-probabilities", "returns probabilities, and draws nothing", "The sample is zeros and ones.",
     [probabilities]),
]  # fmt: skip

# Seen by rules of their own.
BY_RULE = [
    ("one-step-too-few", "makes k - 1 steps", "Count the rounds of the loop for k = 1."),
    ("one-step-too-many", "makes k + 1 steps", "Count the rounds of the loop for k = 1."),
    ("one-step-only", "makes one step whatever k is", "Does every step start from the sample before?"),
    ("always-three-steps", "makes three steps whatever k is", "Where does the function use k?"),
    ("doubles-the-steps", "makes 2k steps", "One step is both layers, once each."),
    ("returns-nothing", "returns nothing", "Does the function end with `return`?"),
    ("returns-pair", "returns the hidden units as well", "The sample alone is asked for."),
    ("returns-list", "returns a Python list", "Later cells compute with the sample as an array."),
    ("returns-hiddens", "returns the hidden units", "The sample has the shape of a data point."),
    ("returns-all-steps", "returns the samples of all steps", "The last one is asked for."),
    ("returns-image-shape", "returns an image of 28 x 28 pixels", "The sample has the shape of x."),
    ("row-shape", "returns a row of shape (1, 784)", "The sample has the shape of x."),
    ("column-shape", "returns a column of shape (784, 1)", "The sample has the shape of x."),
    ("plus-minus-one", "codes the states as -1 and 1", "The states are 0 and 1."),
    ("counts-instead-of-bits", "draws from a binomial distribution with n above 1", "What is n for a Bernoulli?"),
    ("returns-mean-of-steps", "returns the mean of the samples of all steps", "The last one is asked for."),
    ("returns-probabilities", "returns the probabilities of the last step", "They have to be drawn from."),
    ("shapes-do-not-fit", "multiplies arrays whose shapes do not fit together",
     "Write the shapes of W, x and h next to each product."),
    ("mutates-x", "writes into the data point that was passed in", "`xm = x` makes no copy."),
    ("mutates-rbm", "changes the RBM that was passed in", "`+=` and `rbm[...] = ...` change the caller's."),
    ("fixed-seed-inside", "makes the same random numbers in every call", "Where is the seed set?"),
    ("one-uniform-for-all", "compares all units of a layer with one random number",
     "Each unit needs a number of its own."),
    ("one-uniform-for-hiddens", "compares all hidden units with one random number",
     "Each unit needs a number of its own."),
    ("one-uniform-for-visibles", "compares all pixels with one random number", "Each unit needs a number of its own."),
    ("uses-global-rbm", "does not use the RBM that was passed in",
     "Does the body use the name of the argument, or that of another cell?"),
]  # fmt: skip

MISTAKES = Catalogue("gibbs", BY_LIKELIHOOD, BY_PLACE, BY_VALUE, BY_RULE)
