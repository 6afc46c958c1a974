"""Starts again from x in every step, so that only the last step counts."""
# part: gibbs
# mistake: one-step-only
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
