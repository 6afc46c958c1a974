"""Starts from X[0] of the notebook instead of the argument."""
# part: gibbs
# mistake: starts-from-first-digit
# %% gibbs
def gibbs(rbm, x, k):
    xm = X[0]
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
