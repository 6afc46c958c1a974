"""Draws from a binomial distribution with n=10 in place of n=1."""
# part: gibbs
# mistake: counts-instead-of-bits
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(10, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(10, sigm(rbm['W'].dot(h)))
    return x
