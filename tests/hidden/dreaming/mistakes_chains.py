"""The mistakes of the parts that repeat the Gibbs step, each as a model: `reconstruct` and `dream`."""

from __future__ import annotations

import numpy as np

from .mistakes_gibbs_step import down, draw, half, keep, step, up


def reconstruct(rbm, V, n, rng, step=step):
    return sum(step(rbm, V, rng)[1] for _ in range(n)) / n


def average_of_chain(rbm, V, n, rng):
    total, v = np.zeros(V.shape), V
    for _ in range(n):
        v = step(rbm, v, rng)[1]
        total += v
    return total / n


def one_H(rbm, V, n, rng):
    H = draw(up(rbm, V), rng)
    return sum(draw(down(rbm, H), rng) for _ in range(n)) / n


def from_mean_H(rbm, V, n, rng):
    return down(rbm, sum(draw(up(rbm, V), rng) for _ in range(n)) / n)


def total_in_V(rbm, V, n, rng):
    start = V.copy()
    V *= 0
    for _ in range(n):
        V += step(rbm, start, rng)[1]
    V /= n
    return V


RECONSTRUCT = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda *a: None]),
    ("sum-instead-of-average", "adds the samples up", "Divide by n_samples.",
     [lambda rbm, V, n, rng: n * reconstruct(rbm, V, n, rng)]),
    ("continues-the-chain", "starts each sample from the one before", "Every sample starts from V.",
     [average_of_chain]),
    ("last-of-the-chain", "returns the end of a chain of n_samples steps", "Average over samples from V.",
     [lambda rbm, V, n, rng: [V := step(rbm, V, rng)[1] for _ in range(n)][-1]]),
    ("one-sample-only", "makes a single sample", "Average over n_samples of them.",
     [lambda rbm, V, n, rng: step(rbm, V, rng)[1]]),
    ("same-sample-every-time", "divides by n_samples what is one sample only", "Where does the loop add up?",
     [lambda rbm, V, n, rng: step(rbm, V, rng)[1] / n]),
    ("hiddens-drawn-once", "draws the hidden states once for all samples", "Each sample is a whole step.", [one_H]),
    ("averages-probabilities", "averages P(v|h) over drawn hidden states", "Average the sampled images.",
     [lambda rbm, V, n, rng: reconstruct(rbm, V, n, rng, lambda *a: step(*a, draw_v=keep))]),
    ("nothing-is-drawn", "returns a probability without drawing anything", "Average the sampled images.",
     [lambda rbm, V, n, rng: down(rbm, up(rbm, V))]),
    ("averages-the-hiddens", "averages the hidden states, then takes P(v|h) of the average",
     "Average the sampled images.", [from_mean_H]),
    ("hidden-average", "returns the average of the hidden states", "The images are asked for.",
     [lambda rbm, V, n, rng: sum(step(rbm, V, rng)[0] for _ in range(n)) / n]),
    ("counts-V-as-a-sample", "counts V itself among the samples", "The sum starts from zeros.",
     [lambda rbm, V, n, rng: (V + n * reconstruct(rbm, V, n, rng)) / n,
      lambda rbm, V, n, rng: (V + n * reconstruct(rbm, V, n, rng)) / (n + 1)]),
    ("one-sample-too-few", "makes one sample too few, but divides by n_samples", "Count the turns of the loop.",
     [lambda rbm, V, n, rng: (n - 1) / n * reconstruct(rbm, V, n - 1, rng)]),
    ("one-sample-too-many", "makes one sample too many", "Count the turns of the loop.",
     [lambda rbm, V, n, rng: reconstruct(rbm, V, n + 1, rng),
      lambda rbm, V, n, rng: (n + 1) / n * reconstruct(rbm, V, n + 1, rng)]),
    ("rounds-the-average", "rounds the average to 0 and 1", "The average is grey.",
     [lambda rbm, V, n, rng: np.round(reconstruct(rbm, V, n, rng)),
      lambda rbm, V, n, rng: (reconstruct(rbm, V, n, rng) > 0.5) * 1.0]),
    ("averages-over-rows", "averages over the rows of V as well", "Each row has its own average.",
     [lambda rbm, V, n, rng: reconstruct(rbm, V, n, rng).mean(axis=0)]),
    ("ignores-n-samples", "makes a number of samples of its own", "Use n_samples.",
     [(lambda rbm, V, n, rng, m=m: reconstruct(rbm, V, m, rng)) for m in (2, 5, 10, 20, 50, 100)]),
    ("returns-all-samples", "returns all samples, not their average", "Average over the first axis.",
     [lambda rbm, V, n, rng: np.array([step(rbm, V, rng)[1] for _ in range(n)])]),
    ("mutates-V", "adds the samples up in the caller's V", "Add up in a new array.", [total_in_V]),
]  # fmt: skip


def dream(rbm, v, steps, rng, step=step):
    chain = [v]
    for _ in range(steps):
        chain.append(step(rbm, chain[-1][None], rng)[1][0])
    return np.array(chain)


def restarts(rbm, v, steps, rng):
    return np.array([v, *(step(rbm, v[None], rng)[1][0] for _ in range(steps))])


def hidden_chain(rbm, v, steps, rng):
    rows = []
    for _ in range(steps):
        H, V = step(rbm, v[None], rng)
        v = V[0]
        rows.append(H[0])
    return np.array(rows)


def into_v(rbm, v, steps, rng):
    chain = [v.copy()]
    for _ in range(steps):
        v[:] = step(rbm, v[None], rng)[1][0]
        chain.append(v.copy())
    return np.array(chain)


def shown_probabilities(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        P = down(rbm, draw(up(rbm, v[None]), rng))
        v = draw(P, rng)[0]
        chain.append(P[0])
    return np.array(chain)


DREAM = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda *a: None]),
    ("forgets-the-start", "leaves out v itself", "Row 0 is v.", [lambda *a: dream(*a)[1:]]),
    ("one-step-too-few", "makes one step too few", "v and `steps` steps are steps + 1 rows.",
     [lambda *a: dream(*a)[:-1]]),
    ("one-step-too-many", "makes one step too many", "v and `steps` steps are steps + 1 rows.",
     [lambda rbm, v, n, rng: dream(rbm, v, n + 1, rng)]),
    ("last-row-only", "returns the last state only", "The whole chain is asked for.", [lambda *a: dream(*a)[-1]]),
    ("restarts-from-v", "starts every step from v again", "Each step starts from the last row.", [restarts]),
    ("two-steps-per-row", "makes two steps for every row", "Count the calls of `gibbs_step`.",
     [lambda rbm, v, n, rng: dream(rbm, v, 2 * n, rng)[::2],
      lambda rbm, v, n, rng: dream(rbm, v, 2 * n + 1, rng)[[0, *range(1, 2 * n, 2)]]]),
    ("all-rows-are-the-last", "holds the last state in every row", "The same array was stored each time: copy it.",
     [lambda *a: np.tile(dream(*a)[-1], (a[2] + 1, 1))]),
    ("never-moves", "holds v in every row", "Does the state change in the loop?",
     [lambda rbm, v, n, rng: np.tile(v, (n + 1, 1))]),
    ("one-step-repeated", "repeats the first step in all rows", "Does the state change in the loop?",
     [lambda *a: np.vstack([a[1], np.tile(dream(*a)[1], (a[2], 1))])]),
    ("zeros-after-the-first-step", "leaves rows as zeros", "Is every row of the chain filled?",
     [lambda *a: np.vstack([dream(*a)[:2], np.zeros((a[2] - 1, len(a[1])))])]),
    ("starts-from-zeros", "starts from an empty image", "The chain starts from v.",
     [lambda rbm, v, n, rng: dream(rbm, 0 * v, n, rng),
      lambda rbm, v, n, rng: np.vstack([v, dream(rbm, 0 * v, n, rng)[1:]])]),
    ("starts-from-noise", "starts from random pixels", "The chain starts from v.",
     [lambda rbm, v, n, rng: dream(rbm, rng.integers(0, 2, len(v)) * 1.0, n, rng)]),
    ("records-the-hiddens", "returns the hidden states", "The images are asked for.", [hidden_chain]),
    ("records-probabilities", "records P(v|h) in place of the sampled images", "Every row is zeros and ones.",
     [shown_probabilities]),
    ("mean-field-chain", "passes probabilities on, so that nothing is drawn", "Both layers are drawn.",
     [lambda *a: dream(*a, step=lambda *b: step(*b, draw_h=keep, draw_v=keep)),
      lambda *a: dream(*a, step=lambda *b: step(*b, draw_v=keep))]),
    ("mean-field-hiddens", "passes hidden probabilities on", "Both layers are drawn.",
     [lambda *a: dream(*a, step=lambda *b: step(*b, draw_h=keep))]),
    ("thresholds-at-half", "rounds the probabilities in place of drawing", "Both layers are drawn.",
     [lambda *a: dream(*a, step=lambda *b: step(*b, draw_h=half, draw_v=half)),
      lambda *a: dream(*a, step=lambda *b: step(*b, draw_v=half)),
      lambda *a: dream(*a, step=lambda *b: step(*b, draw_h=half))]),
    ("batch-axis-kept", "returns an array of shape (steps + 1, 1, n_visible)", "Take row 0 of each batch.",
     [lambda *a: dream(*a)[:, None]]),
    ("returns-list", "returns a list of arrays", "Make it one array: `np.array(chain)`.",
     [lambda *a: list(dream(*a))]),
    ("transposed", "returns the transposed chain", "One row for each step.", [lambda *a: dream(*a).T]),
    ("reversed", "returns the chain backwards", "Row 0 is v.", [lambda *a: dream(*a)[::-1]]),
    ("mutates-v", "writes the states into the caller's v", "Copy v first.", [into_v]),
]  # fmt: skip
