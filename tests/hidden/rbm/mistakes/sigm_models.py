"""The mistakes of `sigm`, each as a model with the same signature: compared by value.

A row: the slug, what the function does, where to look, and models of it.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit, ndtr

from grader.testing import Catalogue


def right(t):
    return expit(t)


def exp_ratio(t):
    return np.exp(t) / (1 + np.exp(t))


def in_place(t):
    t[:] = expit(t)
    return t


def clipped_in_place(limit):
    def sigm(t):
        np.clip(t, -limit, limit, out=t)
        return expit(t)

    return sigm


def fixed_length(n):
    def sigm(t):
        out = np.zeros(n)
        out[:] = expit(t)
        return out

    return sigm


def interpolated(width, n):
    grid = np.linspace(-width, width, n)
    return lambda t: np.interp(t, grid, expit(grid))


def cut_off(limit):
    return lambda t: np.where(t > limit, 1.0, np.where(t < -limit, 0.0, expit(t)))


def first_only(t):
    return expit(t[0])


CLIPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20, 22]
SMALL = [10.0**-e for e in range(1, 10)]

TABLE = [
    ("returns-nothing", "returns nothing", "Does the function end with `return`?", [lambda t: None]),
    ("returns-list", "returns a Python list", "Later cells compute with the result as an array.",
     [lambda t: expit(t).tolist(),
      lambda t: [1 / (1 + math.exp(-value)) for value in t],
      lambda t: [math.exp(value) / (1 + math.exp(value)) for value in t]]),
    ("column-shape", "returns a column of shape (n, 1)", "Compare the shapes of t and of the result.",
     [lambda t: expit(t)[:, None]]),
    ("row-shape", "returns a row of shape (1, n)", "Compare the shapes of t and of the result.",
     [lambda t: expit(t)[None]]),
    ("one-number", "returns the mean over the vector, one number", "Every element needs its own value.",
     [lambda t: np.mean(expit(t))]),
    ("only-first-element", "returns the value of the first element only",
     "Is the `return` inside the loop?", [first_only, lambda t: expit(t[:1])]),
    ("fixed-length", "works for vectors of one length only, 100", "Take the length from t.", [fixed_length(100)]),
    ("math-function-on-array", "calls a function of the module math, which takes single numbers",
     "NumPy has a function of the same name for arrays.", [lambda t: 1 / (1 + math.exp(-t))]),
    ("mutates-argument", "writes into the vector that was passed in",
     "Look for `t *= ...`, `t[...] = ...` and `out=t`.", [in_place, *map(clipped_in_place, range(20, 701, 10))]),
    ("naive-overflow", "computes exp(t) for large t, where it overflows to inf, and inf / inf is nan",
     "Which exponentials stay small on which side?",
     [exp_ratio, lambda t: np.where(t > 0, exp_ratio(t), 1 / (1 + np.exp(-t)))]),
    ("overflow-becomes-zero", "replaces the nan of an overflow by 0 where the value is 1",
     "Avoid the overflow instead of repairing it.", [lambda t: np.nan_to_num(exp_ratio(t))]),
    ("branch-for-whole-vector", "picks one formula for the whole vector and not for each element",
     "Which condition is evaluated, and for how many elements at once?",
     [(lambda t, positive=positive: 1 / (1 + np.exp(-t)) if positive(t) else exp_ratio(t))
      for positive in (lambda t: t.sum() > 0, lambda t: min(t) > 0, lambda t: max(t) > 0, lambda t: t[0] > 0)]),
    ("wrong-sign", "has the wrong sign in the exponent, so that the curve falls",
     "Where should the curve go for large t?", [lambda t: expit(-t)]),
    ("takes-absolute-value", "uses |t|, so that both sides are alike", "Undo the sign for negative t.",
     [lambda t: expit(np.abs(t))]),
    ("mirrors-large-t", "uses exp(-|t|) on both sides, so that large t give 0", "Undo the sign for positive t.",
     [lambda t: expit(-np.abs(t))]),
    ("zero-left-out", "leaves t = 0 out of both cases", "Compare < and <=.",
     [lambda t: np.where(t == 0, 0, expit(t))]),
    ("negatives-left-zero", "fills in the elements with t >= 0 only", "What happens to the others?",
     [lambda t: np.where(t >= 0, expit(t), 0), lambda t: np.where(t > 0, expit(t), 0)]),
    ("positives-left-zero", "fills in the elements with t < 0 only", "What happens to the others?",
     [lambda t: np.where(t < 0, expit(t), 0), lambda t: np.where(t <= 0, expit(t), 0)]),
    ("halves-joined-wrongly", "treats the two signs apart and joins the halves in another order",
     "Write each half back to where it came from.",
     [lambda t: np.append(expit(t[t >= 0]), expit(t[t < 0])), lambda t: np.append(expit(t[t < 0]), expit(t[t >= 0]))]),
    ("sorts", "returns the values in sorted order", "The order of t has to be kept.",
     [lambda t: expit(np.sort(t))]),
    ("unscaled-tanh", "returns tanh(t) as it is", "tanh lies between -1 and 1, the sigmoid between 0 and 1.",
     [np.tanh, lambda t: np.tanh(t / 2)]),
    ("tanh-without-halving-t", "rescales tanh(t) without rescaling its argument",
     "How steep is each of the two curves at t = 0?", [lambda t: expit(2 * t)]),
    ("tanh-with-doubled-t", "uses tanh(2t)", "How steep is each of the two curves at t = 0?",
     [lambda t: expit(4 * t)]),
    ("tanh-without-final-half", "shifts the tanh up by one and leaves it twice as tall",
     "Which values should the curve reach at both ends?", [lambda t: 2 * expit(t), lambda t: 2 * expit(2 * t)]),
    ("tanh-without-offset", "scales the tanh without shifting it", "Which value should t = 0 give?",
     [lambda t: expit(t) - 0.5, lambda t: expit(2 * t) - 0.5]),
    ("tanh-without-scaling", "shifts the tanh without scaling its height",
     "Which values should the curve reach at both ends?", [lambda t: np.tanh(t / 2) + 0.5, lambda t: np.tanh(t) + 0.5]),
    ("sinh-for-tanh", "uses sinh where tanh is meant", "Only one of the two stays bounded.",
     [lambda t: 0.5 * (1 + np.sinh(0.5 * t)), lambda t: 0.5 * (1 + np.sinh(0.5 * np.clip(t, -500, 500)))]),
    ("minus-in-denominator", "has a minus in the denominator", "Which value should t = 0 give?",
     [lambda t: 1 / (1 - np.exp(-t)), lambda t: np.exp(t) / (1 - np.exp(t))]),
    ("forgets-the-one", "has no 1 in the denominator, so that everything cancels", "Compare with the formula.",
     [lambda t: np.exp(t) / np.exp(t), np.ones_like]),
    ("missing-brackets", "divides by 1 alone, for want of brackets", "What binds stronger, / or +?",
     [lambda t: np.exp(t) / 1 + np.exp(t), lambda t: 2 * np.exp(np.clip(t, -500, 500)),
      lambda t: 2 * np.exp(np.clip(t, -700, 700)), lambda t: 1 / 1 + np.exp(-t)]),
    ("base-two", "uses powers of two", "The base of the exponential is e.", [lambda t: expit(t * math.log(2))]),
    ("base-ten", "uses powers of ten", "The base of the exponential is e.", [lambda t: expit(t * math.log(10))]),
    ("squares-t", "has t squared in the exponent", "Compare t = 2 and t = -2.",
     [lambda t: expit(t**2), lambda t: expit(-(t**2))]),
    ("adds-epsilon", "adds a small number for safety", "The values have to be right to ten decimals.",
     [(lambda t, e=e: 1 / (1 + np.exp(-t) + e)) for e in SMALL] + [(lambda t, e=e: expit(t) + e) for e in SMALL]),
    ("low-precision", "computes with fewer than the 15 digits of float64", "Which dtype is t converted to?",
     [lambda t: 0.5 * (1 + np.tanh(0.5 * t.astype(np.float32))), lambda t: expit(t.astype(np.float32)),
      lambda t: (1 + np.tanh(np.float16(0.5) * t.astype(np.float16))) * np.float16(0.5),
      lambda t: expit(t).astype(np.float32), lambda t: expit(t).astype(np.float16)]),
    ("rounds", "rounds the result", "The values have to be right to ten decimals.",
     [(lambda t, d=d: np.round(expit(t), d)) for d in range(1, 10)]),
    ("truncates-to-integer", "converts the result to integers", "What does int do to 0.9?",
     [lambda t: expit(t).astype(int)]),
    ("step-function", "returns a step, 0 or 1", "The curve is smooth.",
     [lambda t: (t > 0) * 1.0, lambda t: (t >= 0) * 1.0, lambda t: np.round(expit(t))]),
    ("clips-the-result", "keeps the result away from 0 and 1", "The values have to be right to ten decimals.",
     [(lambda t, e=e: np.clip(expit(t), e, 1 - e)) for e in [*SMALL, 0.05, 0.02]]),
    ("clips-t-too-early", "limits t to a range outside of which the sigmoid is not yet flat",
     "How large is the error at the limit? Ten decimals are asked for.",
     [(lambda t, c=c: expit(np.clip(t, -c, c))) for c in CLIPS]),
    ("cuts-off-early", "sets everything beyond a limit to exactly 0 or 1",
     "How large is the error at the limit? Ten decimals are asked for.", list(map(cut_off, CLIPS))),
    ("interpolates", "looks values up in a table and interpolates", "The formula itself can be computed.",
     [interpolated(w, 20 * w // s + 1) for w in (5, 6, 8, 10, 20, 30, 40, 50) for s in (1, 2, 10, 20)]),
    ("derivative", "returns the derivative of the sigmoid", "It has its maximum at 0; the sigmoid grows.",
     [lambda t: expit(t) * expit(-t)]),
    ("logarithm-of-sigmoid", "returns the logarithm of the sigmoid", "Probabilities lie between 0 and 1.",
     [lambda t: -np.logaddexp(0, -t)]),
    ("softplus", "returns log(1 + exp(t))", "That is the integral of the sigmoid.",
     [lambda t: np.logaddexp(0, t), lambda t: np.log(1 + np.exp(t))]),
    ("softmax", "normalises over the whole vector", "The sigmoid treats each element on its own.",
     [lambda t: np.exp(t - t.max()) / np.exp(t - t.max()).sum(), lambda t: np.exp(t) / np.exp(t).sum()]),
    ("subtracts-maximum", "subtracts the maximum of the vector first", "That is right for a softmax only.",
     [lambda t: exp_ratio(t - t.max())]),
    ("divides-by-maximum", "divides t by its largest magnitude first", "Each element keeps its own value.",
     [lambda t: expit(t / np.abs(t).max()), lambda t: expit(t / t.max())]),
    ("standardises-t", "subtracts the mean of t and divides by its standard deviation",
     "Each element keeps its own value.", [lambda t: expit((t - t.mean()) / (t.std() + 1e-12))]),
    ("relu", "returns max(t, 0)", "That is another activation function.", [lambda t: np.maximum(t, 0)]),
    ("hard-sigmoid", "replaces the curve by straight lines", "The values have to be right to ten decimals.",
     [(lambda t, slope=slope: np.clip(slope * t + 0.5, 0, 1)) for slope in (1 / 4, 1 / 5, 1 / 6)]),
    ("algebraic-curve", "uses t / (1 + |t|)", "The formula has exponentials.",
     [lambda t: 0.5 * (1 + t / (1 + np.abs(t))), lambda t: t / (1 + np.abs(t))]),
    ("arctan-curve", "uses the arctangent", "Its tails are much longer.", [lambda t: 0.5 + np.arctan(t) / np.pi]),
    ("normal-distribution-curve", "uses the distribution function of the normal distribution",
     "The sigmoid is that of the logistic distribution.", [ndtr]),
    ("taylor-polynomial", "uses a Taylor polynomial, which is right near 0 only", "Compare at t = 5.",
     [lambda t: np.clip(0.5 + t / 4 - t**3 / 48, 0, 1), lambda t: np.clip(0.5 + t / 4, 0, 1),
      lambda t: 0.5 + t / 4 - t**3 / 48]),
]  # fmt: skip

# Seen by rules of their own.
BY_RULE = [
    ("uses-global-z", "gives the same result for every vector",
     "Does the body use the argument t, or a name from another cell?"),
    ("samples", "draws zeros and ones with the right probabilities", "The probabilities are asked for."),
    ("loops-over-elements", "computes one element after the other",
     "NumPy's functions take the whole vector at once; numpy.vectorize and comprehensions are loops."),
]  # fmt: skip

MISTAKES = Catalogue("sigm", TABLE, BY_RULE)
