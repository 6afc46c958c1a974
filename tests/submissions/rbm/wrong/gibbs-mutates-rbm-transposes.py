"""Stores the transposed weights in the RBM and leaves them there."""
# part: gibbs
# mistake: mutates-rbm
# %% gibbs
def gibbs(rbm, x, k):
    rbm['W'] = rbm['W'].T
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(h.dot(rbm['W'])))
    return x
