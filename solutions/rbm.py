"""The Restricted Boltzmann Machine of the exercise `rbm`, in the order of the mathematics.

A model is a dict `rbm`: the weights `W` (d, H), one row a pixel and one column a hidden unit, and the hidden
bias `b` (H,). The pixels have no bias. A data point `x` (d,) holds zeros and ones; digits: d = 784, H = 100.
"""

import numpy

__all__ = ["gibbs", "gradient", "sigm", "train"]

Array = numpy.ndarray
RBM = dict[str, Array]

rng = numpy.random.default_rng()  # one generator for the module; replace it for repeatable runs


def sigm(t: Array) -> Array:
    """Return exp(t) / (1 + exp(t)) for each element of `t`, in its shape, without overflow."""
    return 0.5 + 0.5 * numpy.tanh(0.5 * numpy.asarray(t))


def bernoulli(p: Array) -> Array:
    """Return zeros and ones in the shape of `p`, each one with its own probability in `p`."""
    return (rng.random(p.shape) < p).astype(p.dtype)


def gibbs(rbm: RBM, x: Array, k: int) -> Array:
    """Return the pixels (d,) after `k` steps of alternate Gibbs sampling that start at `x` (d,)."""
    W, b = rbm["W"], rbm["b"]
    for _ in range(k):
        h = bernoulli(sigm(x @ W + b))
        x = bernoulli(sigm(W @ h))
    return x


def gradient(rbm: RBM, x: Array) -> tuple[Array, Array]:
    """Return (dW, db) in the shapes of W and b: the CD-3 estimate of the gradient of log p(x)."""
    v = numpy.array([x, gibbs(rbm, x, 3)])  # the data point, and the sample that stands for the model
    p = sigm(v @ rbm["W"] + rbm["b"])
    p[1] *= -1  # the model's term is subtracted
    return v.T @ p, p.sum(axis=0)  # one matrix product takes a fifth of the time of two numpy.outer


def train(rbm: RBM, X: Array, lr: float = 0.02, nbit: int = 60_000) -> None:
    """Change `rbm` in place, in `nbit` steps of gradient ascent, each on a random row of X (N, d)."""
    for i in rng.integers(len(X), size=nbit):
        dW, db = gradient(rbm, X[i])
        dW *= lr  # in place: a third array of this size is time and memory
        rbm["W"] += dW
        rbm["b"] += lr * db
