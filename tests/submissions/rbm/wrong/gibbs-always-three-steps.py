"""Makes three steps whatever k is."""
# part: gibbs
# mistake: always-three-steps
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(3):
        h = numpy.random.binomial(1, sigm(xm.dot(rbm['W']) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
