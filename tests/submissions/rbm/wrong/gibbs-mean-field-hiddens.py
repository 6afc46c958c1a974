"""Uses the probabilities of the hidden units instead of sampling them."""
# part: gibbs
# mistake: mean-field-hiddens
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(k):
        h = sigm(rbm['W'].T.dot(xm) + rbm['b'])
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm
