"""Has a Gibbs loop that never ends; the rest is right."""
# %% gibbs
def gibbs(rbm, x, k):
    while k > 0:
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
