"""The mistakes of the parts that draw nothing, each as a model: `free_energy`, `conditionals`, `log_likelihood`."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logsumexp

from .oracle import states


def x_of(rbm, V):
    return V @ rbm["W"] + rbm["c"]


def y_of(rbm, H):
    return H @ rbm["W"].T + rbm["b"]


def softplus(x):
    return np.logaddexp(0, x)


def free_energy(rbm, V):
    return -V @ rbm["b"] - softplus(x_of(rbm, V)).sum(axis=1)


def free_energy_in_place(rbm, V):
    rbm["c"] += V[0] @ rbm["W"] * 0 + 1
    return free_energy(rbm, V)


def single_row(rbm, V):
    F = 0
    for v in V:
        F = free_energy(rbm, v[None])[0]
    return F


FREE_ENERGY = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda rbm, V: None]),
    ("wrong-sign", "returns -F(v), so that probable images have a high energy", "F is minus a logarithm.",
     [lambda rbm, V: -free_energy(rbm, V)]),
    ("forgets-visible-bias", "leaves out the term b . v", "Which part of the energy does not contain h?",
     [lambda rbm, V: -softplus(x_of(rbm, V)).sum(axis=1)]),
    ("forgets-hidden-bias", "leaves c out of the input of the hidden units", "The input is c plus v W.",
     [lambda rbm, V: -V @ rbm["b"] - softplus(V @ rbm["W"]).sum(axis=1)]),
    ("sign-of-visible-bias", "has the sign of b . v reversed", "Compare with the energy of h = 0.",
     [lambda rbm, V: V @ rbm["b"] - softplus(x_of(rbm, V)).sum(axis=1)]),
    ("sign-of-hidden-term", "has the sign of the hidden units' sum reversed", "Both terms lower the free energy.",
     [lambda rbm, V: -V @ rbm["b"] + softplus(x_of(rbm, V)).sum(axis=1)]),
    ("naive-overflow", "forms exp(x), which overflows for large x", "`np.logaddexp(0, x)` is log(1 + exp(x)).",
     [lambda rbm, V: -V @ rbm["b"] - np.log(1 + np.exp(x_of(rbm, V))).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] - np.log1p(np.exp(x_of(rbm, V))).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] - np.log(np.prod(1 + np.exp(x_of(rbm, V)), axis=1)),
      lambda rbm, V: -np.log(np.exp(V @ rbm["b"]) * np.prod(1 + np.exp(x_of(rbm, V)), axis=1))]),
    ("forgets-the-one", "takes log(exp(x)) for log(1 + exp(x))", "A hidden unit can also be off: that is the 1.",
     [lambda rbm, V: -V @ rbm["b"] - x_of(rbm, V).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] - np.log(np.exp(x_of(rbm, V))).sum(axis=1)]),
    ("largest-term-only", "keeps the most probable hidden state only", "The sum over h has all states in it.",
     [lambda rbm, V: -V @ rbm["b"] - np.maximum(x_of(rbm, V), 0).sum(axis=1)]),
    ("mean-over-hidden-units", "averages over the hidden units", "The logarithm of a product is a sum.",
     [lambda rbm, V: -V @ rbm["b"] - softplus(x_of(rbm, V)).mean(axis=1)]),
    ("log-of-sigmoid", "takes log sigma(x) for log(1 + exp(x))", "log(1 + exp(x)) is -log sigma(-x).",
     [lambda rbm, V: -V @ rbm["b"] - np.log(expit(x_of(rbm, V))).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] + softplus(-x_of(rbm, V)).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] + np.log(expit(x_of(rbm, V))).sum(axis=1)]),
    ("energy-at-the-mean", "returns the energy at the mean hidden state", "The entropy of h belongs to F as well.",
     [lambda rbm, V: -V @ rbm["b"] - (expit(x_of(rbm, V)) * x_of(rbm, V)).sum(axis=1)]),
    ("one-number-for-the-batch", "returns one number for the whole batch", "Sum over the units, not over the rows.",
     [lambda rbm, V: free_energy(rbm, V).mean(), lambda rbm, V: free_energy(rbm, V).sum(), single_row,
      lambda rbm, V: -np.sum(V @ rbm["b"]) - softplus(x_of(rbm, V)).sum()]),
    ("one-hidden-sum-for-all-rows", "adds the hidden units of all rows up for every row", "Which axis is summed?",
     [lambda rbm, V: -V @ rbm["b"] - softplus(x_of(rbm, V)).sum()]),
    ("not-summed", "does not sum over the hidden units", "One number for each row of V is asked for.",
     [lambda rbm, V: -(V @ rbm["b"])[:, None] - softplus(x_of(rbm, V))]),
    ("column-shape", "returns a column of shape (N, 1)", "Compare the shapes.",
     [lambda rbm, V: free_energy(rbm, V)[:, None]]),
    ("base-two", "uses powers or logarithms of two", "The base is e.",
     [lambda rbm, V: -V @ rbm["b"] - np.logaddexp2(0, x_of(rbm, V)).sum(axis=1),
      lambda rbm, V: -V @ rbm["b"] - softplus(x_of(rbm, V)).sum(axis=1) / np.log(2)]),
    ("weights-turned", "multiplies with the transposed weights", "W is visible by hidden.",
     [lambda rbm, V: -V @ rbm["b"] - softplus(V @ rbm["W"].reshape(rbm["W"].shape[::-1]).T + rbm["c"]).sum(axis=1)]),
]  # fmt: skip


def both(up, down):
    """Models of the two conditionals together."""
    return up, down


def right_up(rbm, V):
    return expit(x_of(rbm, V))


def right_down(rbm, H):
    return expit(y_of(rbm, H))


def alike(function):
    """The same mistake in both conditionals: `function` maps an input to what is returned."""
    return both(lambda rbm, V: function(x_of(rbm, V)), lambda rbm, H: function(y_of(rbm, H)))


def exp_ratio(x):
    return np.exp(x) / (1 + np.exp(x))


def softmax(x):
    return np.exp(x - logsumexp(x, axis=1, keepdims=True))


CONDITIONALS = [
    ("returns-nothing", "returns nothing", "Do both functions end with `return`?",
     [both(lambda rbm, V: None, lambda rbm, H: None), both(right_up, lambda rbm, H: None),
      both(lambda rbm, V: None, right_down)]),
    ("forgets-hidden-bias", "leaves c out of P(h|v)", "The input of a hidden unit is c plus v W.",
     [both(lambda rbm, V: expit(V @ rbm["W"]), right_down)]),
    ("forgets-visible-bias", "leaves b out of P(v|h)", "The visible units have a bias as well.",
     [both(right_up, lambda rbm, H: expit(H @ rbm["W"].T))]),
    ("forgets-both-biases", "leaves both biases out", "Compare with the energy.",
     [both(lambda rbm, V: expit(V @ rbm["W"]), lambda rbm, H: expit(H @ rbm["W"].T))]),
    ("bias-outside-sigmoid", "adds the bias outside of the sigmoid", "Which brackets does the formula have?",
     [both(lambda rbm, V: expit(V @ rbm["W"]) + rbm["c"], lambda rbm, H: expit(H @ rbm["W"].T) + rbm["b"])]),
    ("wrong-sign-of-bias", "subtracts the bias", "The bias is added.",
     [both(lambda rbm, V: expit(V @ rbm["W"] - rbm["c"]), lambda rbm, H: expit(H @ rbm["W"].T - rbm["b"]))]),
    ("no-sigmoid", "returns the inputs without the sigmoid", "A probability lies between 0 and 1.",
     [alike(lambda x: x)]),
    ("probability-of-zero", "returns the probability that a unit is off", "Which sign has the exponent?",
     [alike(lambda x: expit(-x))]),
    ("tanh", "uses tanh for the sigmoid", "tanh lies between -1 and 1.", [alike(np.tanh)]),
    ("softmax", "normalises over the units of a layer", "The units are independent, not exclusive.",
     [alike(softmax), alike(lambda x: np.exp(x) / np.exp(x).sum(axis=1, keepdims=True))]),
    ("naive-overflow", "computes exp(x) / (1 + exp(x)), which overflows", "`scipy.special.expit` never does.",
     [alike(exp_ratio), both(lambda rbm, V: exp_ratio(x_of(rbm, V)), right_down),
      both(right_up, lambda rbm, H: exp_ratio(y_of(rbm, H)))]),
    ("exponential-without-normalisation", "returns exp(x), without dividing", "P(h=0) + P(h=1) = 1.",
     [alike(np.exp)]),
    ("thresholds-at-half", "returns 0 or 1 by the sign of the input", "Probabilities are asked for.",
     [alike(lambda x: (x > 0) * 1.0), alike(lambda x: np.round(expit(x)))]),
    ("transposed-result", "returns one column, not one row, for each row of the batch", "Compare the shapes.",
     [both(lambda rbm, V: right_up(rbm, V).T, lambda rbm, H: right_down(rbm, H).T)]),
    ("reshapes-weights", "reshapes W where it should be transposed", "`reshape` keeps the order in memory.",
     [both(right_up, lambda rbm, H: expit(H @ rbm["W"].reshape(rbm["W"].shape[::-1]) + rbm["b"]))]),
    ("one-row-only", "returns the first row of the batch only", "Every row needs its probabilities.",
     [both(lambda rbm, V: right_up(rbm, V)[0], lambda rbm, H: right_down(rbm, H)[0])]),
    ("rounds", "rounds the probabilities", "The values have to be right to eight decimals.",
     [alike(lambda x, d=d: np.round(expit(x), d)) for d in range(1, 8)]),
    ("wrong-bias-in-P-of-v", "adds the mean of the hidden bias to the visible units", "Their own bias is b.",
     [both(right_up, lambda rbm, H: expit(H @ rbm["W"].T + rbm["c"].mean()))]),
    ("divides-by-number-of-units", "divides the inputs by the number of units", "The input is a sum, not a mean.",
     [both(lambda rbm, V: expit(V @ rbm["W"] / V.shape[1] + rbm["c"]),
           lambda rbm, H: expit(H @ rbm["W"].T / H.shape[1] + rbm["b"]))]),
]  # fmt: skip


def log_Z(rbm, f=None):
    H = states(len(rbm["c"]))
    return logsumexp(H @ rbm["c"] + softplus(y_of(rbm, H)).sum(axis=1))


def log_p(rbm, V, terms=None, H=None):
    """The right one, or with other terms of Z or fewer hidden states."""
    H = states(len(rbm["c"])) if H is None else H
    terms = terms or (lambda rbm, H: H @ rbm["c"] + softplus(y_of(rbm, H)).sum(axis=1))
    return -free_energy(rbm, V) - logsumexp(terms(rbm, H))


def other_terms(terms):
    return lambda rbm, V: log_p(rbm, V, terms)


def naive(rbm, V):
    H = states(len(rbm["c"]))
    Z = np.sum(np.exp(H @ rbm["c"]) * np.prod(1 + np.exp(y_of(rbm, H)), axis=1))
    return -free_energy(rbm, V) - np.log(Z)


def exp_of_terms(rbm, V):
    H = states(len(rbm["c"]))
    return -free_energy(rbm, V) - np.log(np.exp(H @ rbm["c"] + softplus(y_of(rbm, H)).sum(axis=1)).sum())


def naive_ratio(rbm, V):
    return np.log(np.exp(-free_energy(rbm, V)) / np.exp(log_Z(rbm)))


LOG_LIKELIHOOD = [
    ("returns-nothing", "returns nothing", "Does it end with `return`?", [lambda rbm, V: None]),
    ("forgets-log-Z", "returns -F(v) without log Z", "The probabilities of all images have to add up to 1.",
     [lambda rbm, V: -free_energy(rbm, V)]),
    ("adds-log-Z", "adds log Z instead of subtracting it", "p is divided by Z.",
     [lambda rbm, V: -free_energy(rbm, V) + log_Z(rbm)]),
    ("wrong-sign-of-F", "has the sign of F(v) reversed", "A low free energy is a high probability.",
     [lambda rbm, V: free_energy(rbm, V) - log_Z(rbm)]),
    ("negative-log-likelihood", "returns -log p(v)", "The logarithm of a probability is negative.",
     [lambda rbm, V: free_energy(rbm, V) + log_Z(rbm)]),
    ("log-Z-only", "returns log Z alone", "Each row of V has a probability of its own.",
     [lambda rbm, V: log_Z(rbm), lambda rbm, V: np.full(len(V), -log_Z(rbm)),
      lambda rbm, V: np.full(len(V), log_Z(rbm))]),
    ("forgets-hidden-bias-in-Z", "leaves c out of Z", "Each hidden state has the factor exp(c . h).",
     [other_terms(lambda rbm, H: softplus(y_of(rbm, H)).sum(axis=1))]),
    ("forgets-visible-bias-in-Z", "leaves b out of Z", "The input of a visible unit is b plus W h.",
     [other_terms(lambda rbm, H: H @ rbm["c"] + softplus(H @ rbm["W"].T).sum(axis=1))]),
    ("forgets-state-of-zeros", "leaves out the hidden state in which all units are off", "There are 2^n states.",
     [lambda rbm, V: log_p(rbm, V, H=states(len(rbm["c"]))[1:])]),
    ("forgets-state-of-ones", "leaves out the hidden state in which all units are on", "There are 2^n states.",
     [lambda rbm, V: log_p(rbm, V, H=states(len(rbm["c"]))[:-1])]),
    ("one-unit-at-a-time", "enumerates only states in which at most one unit is on", "There are 2^n states.",
     [lambda rbm, V: log_p(rbm, V, H=np.eye(len(rbm["c"]))),
      lambda rbm, V: log_p(rbm, V, H=np.vstack([np.zeros(len(rbm["c"])), np.eye(len(rbm["c"]))]))]),
    ("mean-instead-of-sum", "averages over the hidden states", "Z is their sum.",
     [lambda rbm, V: log_p(rbm, V) + len(rbm["c"]) * np.log(2)]),
    ("mean-over-visible-units", "averages over the visible units in Z", "The log of a product is a sum.",
     [other_terms(lambda rbm, H: H @ rbm["c"] + softplus(y_of(rbm, H)).mean(axis=1))]),
    ("largest-state-only", "keeps only the largest term of Z", "Z is the sum of all.",
     [lambda rbm, V: -free_energy(rbm, V)
      - (states(len(rbm["c"])) @ rbm["c"] + softplus(y_of(rbm, states(len(rbm["c"])))).sum(axis=1)).max()]),
    ("normalises-over-the-batch", "normalises over the rows of V", "Z sums over all images, not over these.",
     [lambda rbm, V: -free_energy(rbm, V) - logsumexp(-free_energy(rbm, V))]),
    ("naive-overflow", "forms Z itself, which overflows", "Keep logarithms, add with logsumexp.",
     [naive, exp_of_terms, naive_ratio,
      other_terms(lambda rbm, H: H @ rbm["c"] + np.log(1 + np.exp(y_of(rbm, H))).sum(axis=1))]),
    ("returns-probabilities", "returns p(v) and not its logarithm", "Logarithms are asked for.",
     [lambda rbm, V: np.exp(log_p(rbm, V))]),
    ("one-number-for-the-batch", "returns one number for the whole batch", "Each row has its own.",
     [lambda rbm, V: log_p(rbm, V).mean(), lambda rbm, V: log_p(rbm, V).sum()]),
    ("column-shape", "returns a column of shape (N, 1)", "Compare the shapes.",
     [lambda rbm, V: log_p(rbm, V)[:, None]]),
    ("base-two", "returns logarithms of base two", "Nats are asked for.",
     [lambda rbm, V: log_p(rbm, V) / np.log(2)]),
    ("ten-units-only", "enumerates the states of exactly ten hidden units", "Take their number from `c`.",
     [lambda rbm, V: log_p(rbm, V, H=states(10))]),
]  # fmt: skip
