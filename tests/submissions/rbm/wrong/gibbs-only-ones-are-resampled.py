"""Multiplies the sample by x, so that pixels can only be switched off."""
# part: gibbs
# mistake: only-ones-are-resampled
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = xm * numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
