"""Codes the states as -1 and +1 in place of 0 and 1."""
# part: gibbs
# mistake: plus-minus-one
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = 2 * numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b'])) - 1
        x = 2 * numpy.random.binomial(1, sigm(rbm['W'].dot(h))) - 1
    return x
