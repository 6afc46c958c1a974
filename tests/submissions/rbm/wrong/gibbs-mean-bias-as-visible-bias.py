"""Invents a visible bias: the mean of the hidden ones."""
# part: gibbs
# mistake: mean-bias-as-visible-bias
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h) + rbm['b'].mean()))
    return x
