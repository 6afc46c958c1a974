"""Passes visible probabilities on between steps and samples only at the end."""
# part: gibbs
# mistake: mean-field-visibles
# %% gibbs
def gibbs(rbm, x, k):
    p = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(p) + rbm['b']))
        p = sigm(rbm['W'].dot(h))
    return numpy.random.binomial(1, p)
