"""Adds the hidden bias once more on the way down, to the states of the hidden units."""
# part: gibbs
# mistake: bias-in-visible-layer
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h + rbm['b'])))
    return x
