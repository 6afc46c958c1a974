"""Divides the activations of the hidden units by the number of pixels."""
# part: gibbs
# mistake: divides-by-784
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) / 784 + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
