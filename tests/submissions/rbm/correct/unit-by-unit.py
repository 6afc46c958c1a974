"""Computes the probability of every hidden unit by itself, as the formula is written."""
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'], rbm['b']
    xm = x.copy()
    for step in range(k):
        h = numpy.zeros(H)
        for j in range(H):
            h[j] = numpy.random.binomial(1, sigm(W[:, j].dot(xm) + b[j]))
        xm = numpy.random.binomial(1, sigm(W.dot(h)))
    return xm
