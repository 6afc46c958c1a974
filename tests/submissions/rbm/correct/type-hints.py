"""Writes type hints and docstrings."""
# %% top
from __future__ import annotations
# %% sigm
def sigm(t: numpy.ndarray) -> numpy.ndarray:
    """Logistic sigmoid, element by element."""
    return 0.5 * (1.0 + numpy.tanh(0.5 * t))
# %% gibbs
def gibbs(rbm: dict[str, numpy.ndarray], x: numpy.ndarray, k: int) -> numpy.ndarray:
    """
    Alternate Gibbs sampling.

    Parameters
    ----------
    rbm : the parameters
    x : data point, shape (784,)
    k : number of steps
    """
    xm: numpy.ndarray = x
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(xm @ rbm['W'] + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return xm
# %% gradient
def gradient(rbm: dict, x: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Contrastive divergence with three steps."""
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
