"""Computes the samples but returns the data point it was given."""
# part: gibbs
# mistake: returns-x-unchanged
# %% gibbs
def gibbs(rbm, x, k):
    v = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(v @ rbm['W'] + rbm['b']))
        v = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
