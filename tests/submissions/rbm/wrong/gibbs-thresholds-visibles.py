"""Samples the hidden units but rounds the visible probabilities."""
# part: gibbs
# mistake: thresholds-visibles
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = 1 * (sigm(rbm['W'].dot(h)) >= 0.5)
    return x
