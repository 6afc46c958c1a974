"""Returns a row of shape (1, 784) instead of a vector."""
# part: gibbs
# mistake: row-shape
# %% gibbs
def gibbs(rbm, x, k):
    xm = x.reshape(1, 784)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(xm.dot(rbm['W']) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(h.dot(rbm['W'].T)))
    return xm
