"""Adds the hidden bias to the probability, outside the sigmoid."""
# part: gibbs
# mistake: bias-outside-sigmoid
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        p = numpy.clip(sigm(rbm['W'].T.dot(x)) + rbm['b'], 0, 1)
        h = numpy.random.binomial(1, p)
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
