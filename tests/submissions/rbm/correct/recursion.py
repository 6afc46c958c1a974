"""Makes one step and calls itself for the others."""
# %% gibbs
def gibbs(rbm, x, k):
    if k <= 0:
        return x
    h = numpy.random.binomial(1, sigm(rbm['W'].T @ x + rbm['b']))
    return gibbs(rbm, numpy.random.binomial(1, sigm(rbm['W'] @ h)), k - 1)
