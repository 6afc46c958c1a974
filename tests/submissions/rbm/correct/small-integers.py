"""Keeps the states as eight-bit integers."""
# %% gibbs
def gibbs(rbm, x, k):
    xm = x.astype(numpy.uint8)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(xm @ rbm['W'] + rbm['b'])).astype(numpy.uint8)
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ h)).astype(numpy.uint8)
    return xm
