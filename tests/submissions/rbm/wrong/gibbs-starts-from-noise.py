"""Starts the chain from random pixels instead of x."""
# part: gibbs
# mistake: starts-from-noise
# %% gibbs
def gibbs(rbm, x, k):
    xm = numpy.random.binomial(1, 0.5, 784)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
