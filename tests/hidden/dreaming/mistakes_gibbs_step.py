"""The mistakes of `gibbs_step`, each as a model, and the pieces of which models of chains are made."""

from __future__ import annotations

import numpy as np
from scipy.special import expit


def up(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])


def down(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])


def draw(P, rng):
    return (rng.random(P.shape) < P) * 1.0


def by_row(P, rng):
    return (rng.random((len(P), 1)) < P) * 1.0


def by_column(P, rng):
    return (rng.random(P.shape[1]) < P) * 1.0


def by_batch(P, rng):
    return (rng.random() < P) * 1.0


def wrong_way(P, rng):
    return (rng.random(P.shape) > P) * 1.0


def half(P, rng):
    return (P > 0.5) * 1.0


def keep(P, rng):
    return P


def step(rbm, V, rng, up=up, down=down, draw_h=draw, draw_v=draw):
    """The right step, with any of its four pieces exchanged."""
    H = draw_h(up(rbm, V), rng)
    return H, draw_v(down(rbm, H), rng)


def changed(**pieces):
    """The step with these pieces in place of the right ones."""
    return lambda rbm, V, rng: step(rbm, V, rng, **pieces)


def same_uniforms(rbm, V, rng):
    U = rng.random((len(V), max(rbm["W"].shape)))
    H = (U[:, : len(rbm["c"])] < up(rbm, V)) * 1.0
    return H, (U[:, : len(rbm["b"])] < down(rbm, H)) * 1.0


def two_steps(rbm, V, rng):
    return step(rbm, step(rbm, V, rng)[1], rng)


def other_H(rbm, V, rng):
    return draw(up(rbm, V), rng), step(rbm, V, rng)[1]


def H_of_new(rbm, V, rng):
    _, V_new = step(rbm, V, rng)
    return draw(up(rbm, V_new), rng), V_new


def into_V(rbm, V, rng):
    H, V_new = step(rbm, V, rng)
    V[:] = V_new
    return H, V


GIBBS_STEP = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda *a: None]),
    ("returns-only-V", "returns V_new alone", "A pair is asked for: `return H, V_new`.", [lambda *a: step(*a)[1]]),
    ("swapped-pair", "returns (V_new, H)", "H comes first.", [lambda *a: step(*a)[::-1]]),
    ("returns-probabilities", "returns probabilities in place of samples", "Every unit is 0 or 1.",
     [changed(draw_v=keep), changed(draw_h=keep, draw_v=keep),
      lambda rbm, V, rng: (up(rbm, V), down(rbm, draw(up(rbm, V), rng)))]),
    ("mean-field-hiddens", "keeps the hidden probabilities and samples the visible units only",
     "The hidden layer is drawn as well.",
     [changed(draw_h=keep), lambda rbm, V, rng: (draw(up(rbm, V), rng), draw(down(rbm, up(rbm, V)), rng))]),
    ("returns-hidden-probabilities", "samples both layers but returns P(h|v) for H", "Return H as drawn.",
     [lambda rbm, V, rng: (up(rbm, V), step(rbm, V, rng)[1])]),
    ("thresholds-at-half", "rounds all probabilities, so that nothing is random", "A coin falls on both sides.",
     [changed(draw_h=half, draw_v=half)]),
    ("thresholds-hiddens", "rounds the hidden probabilities", "The hidden layer is drawn as well.",
     [changed(draw_h=half)]),
    ("thresholds-visibles", "rounds the visible probabilities", "The visible layer is drawn as well.",
     [changed(draw_v=half)]),
    ("inverted-comparison", "has the comparison with the random numbers the wrong way round",
     "A unit with probability 1 has to be on.", [changed(draw_h=wrong_way, draw_v=wrong_way),
                                                 changed(draw_h=wrong_way), changed(draw_v=wrong_way)]),
    ("one-uniform-for-all-rows", "uses the same random numbers for every row",
     "Draw with the shape of the whole layer, (N, units).",
     [changed(draw_h=by_column, draw_v=by_column), changed(draw_h=by_column), changed(draw_v=by_column)]),
    ("one-uniform-for-a-layer", "uses one random number for all units of a row, or of the batch",
     "Draw with the shape of the whole layer, (N, units).",
     [changed(draw_h=by_row, draw_v=by_row), changed(draw_h=by_batch, draw_v=by_batch),
      changed(draw_h=by_row), changed(draw_v=by_row), changed(draw_h=by_batch), changed(draw_v=by_batch)]),
    ("reuses-uniforms", "uses the same random numbers for both layers", "Draw new ones for the second layer.",
     [same_uniforms]),
    ("ignores-rng", "takes its random numbers from another generator", "Draw with the `rng` that is passed in.",
     [lambda rbm, V, rng: step(rbm, V, np.random.default_rng())]),
    ("forgets-hidden-bias", "draws the hidden units without c", "P(h|v) is there already: call it.",
     [changed(up=lambda rbm, V: expit(V @ rbm["W"]))]),
    ("forgets-visible-bias", "draws the visible units without b", "P(v|h) is there already: call it.",
     [changed(down=lambda rbm, H: expit(H @ rbm["W"].T))]),
    ("two-steps", "makes two steps", "One draw of each layer is one step.", [two_steps]),
    ("V-drawn-from-another-H", "draws V_new from other hidden states than it returns",
     "Draw H once, use it and return it.", [other_H]),
    ("H-drawn-from-V-new", "returns hidden states that were drawn given V_new", "H is drawn given V.", [H_of_new]),
    ("returns-V-unchanged", "returns V itself", "V_new is drawn given H.",
     [lambda rbm, V, rng: (step(rbm, V, rng)[0], V)]),
    ("mutates-V", "writes V_new into the caller's V", "Make a new array.", [into_V]),
    ("plus-minus-one", "has units of -1 and 1", "The states are 0 and 1.",
     [lambda *a: tuple(2 * layer - 1 for layer in step(*a))]),
]  # fmt: skip
