"""Makes a single Gibbs step and leaves out the hidden bias in the gradient."""
# %% gibbs
def gibbs(rbm, x, k):
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x))
    hm = sigm(rbm['W'].T.dot(xm))
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
