"""Draws the hidden units of the data term; the sample term is right."""
# part: gradient
# mistake: sampled-data-hiddens
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
