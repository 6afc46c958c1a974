"""Draws the hidden units of both terms instead of using their probabilities."""
# part: gradient
# mistake: sampled-hiddens
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    hm = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
