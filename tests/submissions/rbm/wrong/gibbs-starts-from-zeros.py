"""Starts the chain from an empty image instead of x."""
# part: gibbs
# mistake: starts-from-zeros
# %% gibbs
def gibbs(rbm, x, k):
    xm = numpy.zeros(784)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
