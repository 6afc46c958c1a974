"""Uses the hidden bias on the way down instead of on the way up."""
# part: gibbs
# mistake: bias-only-on-the-way-down
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x)))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h + rbm['b'])))
    return x
