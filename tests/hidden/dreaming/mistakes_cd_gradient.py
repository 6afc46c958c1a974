"""The mistakes of `cd_gradient`, each as a model."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from .mistakes_gibbs_step import half, keep, step, up


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
