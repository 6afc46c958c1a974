"""Draws the hidden units once before the loop and never again."""
# part: gibbs
# mistake: one-step-only
# %% gibbs
def gibbs(rbm, x, k):
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    for i in range(k):
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
