"""Updates only the first half of the pixels and keeps the others."""
# part: gibbs
# mistake: only-first-pixels
# %% gibbs
def gibbs(rbm, x, k):
    xm = x.copy()
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm[:392] = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))[:392]
    return xm
