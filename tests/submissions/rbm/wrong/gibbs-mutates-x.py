"""Writes the sample into the data point that was passed in."""
# part: gibbs
# mistake: mutates-x
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x[:] = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
