"""Starts the Gibbs chain from random pixels instead of the data point."""
# part: gradient
# mistake: chain-starts-from-noise
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, numpy.random.binomial(1, 0.5, 784), 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
