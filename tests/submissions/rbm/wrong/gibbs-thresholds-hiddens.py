"""Rounds the hidden probabilities and samples only the visible units."""
# part: gibbs
# mistake: thresholds-hiddens
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.round(sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
