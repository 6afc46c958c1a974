"""Draws the hidden units of the sample term; the data term is right."""
# part: gradient
# mistake: sampled-model-hiddens
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
