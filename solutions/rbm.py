"""The Restricted Boltzmann Machine of the exercise `rbm`, in the order of the mathematics.

A model is a dict `rbm` with the weights `W` (d, H), one row a pixel and one column a hidden unit, and the hidden bias
`b` (H,). The pixels have no bias. A data point `x` is a vector (d,) of zeros and ones; for the digits d = 784, H = 100.
"""

import numpy

rng = numpy.random.default_rng()  # one generator for the module: set `solutions.rbm.rng` for repeatable runs


def sigm(t):
    """Return exp(t) / (1 + exp(t)) element by element, in the shape of `t`; exact 0 and 1 far out, no overflow."""
    return 0.5 + 0.5 * numpy.tanh(0.5 * numpy.asarray(t))


def bernoulli(p):
    """Return independent zeros and ones in the shape of `p`, each one with its probability in `p`."""
    return (rng.random(p.shape) < p).astype(p.dtype)


def gibbs(rbm, x, k):
    """Return the pixels (d,) after `k` steps of alternate Gibbs sampling from `x` (d,)."""
    W, b = rbm["W"], rbm["b"]
    for _ in range(k):
        h = bernoulli(sigm(x @ W + b))
        x = bernoulli(sigm(h @ W.T))
    return x


def gradient(rbm, x):
    """Return (dW, db), shapes (d, H) and (H,): the CD-3 estimate of the gradient of log p(x)."""
    W, b = rbm["W"], rbm["b"]
    xm = gibbs(rbm, x, 3)
    p, pm = sigm(x @ W + b), sigm(xm @ W + b)
    return numpy.outer(x, p) - numpy.outer(xm, pm), p - pm


def train(rbm, X, lr=0.02, nbit=100_000):
    """Return nothing: `nbit` steps of gradient ascent change `rbm` in place, each on one random row of X (N, d)."""
    for i in rng.integers(len(X), size=nbit):
        dW, db = gradient(rbm, X[i])
        rbm["W"] += lr * dW
        rbm["b"] += lr * db
