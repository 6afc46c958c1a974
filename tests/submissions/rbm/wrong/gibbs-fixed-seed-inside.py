"""Seeds the generator inside, so that every call returns the same sample."""
# part: gibbs
# mistake: fixed-seed-inside
# %% gibbs
def gibbs(rbm, x, k):
    numpy.random.seed(42)
    xm = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
