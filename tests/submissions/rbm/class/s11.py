"""Has a syntax error in gibbs, retyped sigm below its answer cell, and the rest right."""
# %% sigm
# see below
# %% after sigm
def sigm(t):
    return 1 / (1 + numpy.exp(-numpy.clip(t, -500, 500)))
# %% gibbs
def gibbs(rbm, x, k)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
