"""Makes 2k steps instead of k."""
# part: gibbs
# mistake: doubles-the-steps
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(2 * k):
        h = numpy.random.binomial(1, sigm(xm.dot(rbm['W']) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
