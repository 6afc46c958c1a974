"""Makes k+1 steps instead of k."""
# part: gibbs
# mistake: one-step-too-many
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(k + 1):
        h = numpy.random.binomial(1, sigm(xm.dot(rbm['W']) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
