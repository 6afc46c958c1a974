"""Returns the probabilities of the last visible units instead of a sample."""
# part: gibbs
# mistake: returns-probabilities
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        p = sigm(rbm['W'].dot(h))
        x = numpy.random.binomial(1, p)
    return p
