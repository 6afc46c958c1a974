"""Reshapes W to (100, 784) where it should be transposed."""
# part: gibbs
# mistake: transposes-weights
# %% gibbs
def gibbs(rbm, x, k):
    WT = rbm['W'].reshape(100, 784)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(WT.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(h.dot(WT)))
    return x
