"""Makes a single step whatever k is."""
# part: gibbs
# mistake: one-step-only
# %% gibbs
def gibbs(rbm, x, k):
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
