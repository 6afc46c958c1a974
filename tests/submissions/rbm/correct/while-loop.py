"""Counts k down in a while loop."""
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    while k > 0:
        h = numpy.random.binomial(1, sigm(xm @ rbm['W'] + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ h))
        k -= 1
    return xm
