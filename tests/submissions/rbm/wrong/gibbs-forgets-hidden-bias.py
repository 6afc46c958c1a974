"""Leaves out the hidden bias b."""
# part: gibbs
# mistake: forgets-hidden-bias
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm)))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
