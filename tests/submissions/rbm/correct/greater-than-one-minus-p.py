"""Compares the uniform numbers with one minus the probability."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        p = sigm(x @ rbm['W'] + rbm['b'])
        h = numpy.where(numpy.random.rand(100) > 1 - p, 1, 0)
        q = sigm(rbm['W'] @ h)
        x = numpy.where(numpy.random.rand(784) > 1 - q, 1, 0)
    return x
