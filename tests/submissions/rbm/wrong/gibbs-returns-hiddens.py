"""Returns the hidden units instead of the visible ones."""
# part: gibbs
# mistake: returns-hiddens
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return h
