"""Applies the sigmoid twice before sampling."""
# part: gibbs
# mistake: sigmoid-twice
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(sigm(rbm['W'].T.dot(x) + rbm['b'])))
        x = numpy.random.binomial(1, sigm(sigm(rbm['W'].dot(h))))
    return x
