"""Writes the three Gibbs steps out inside the gradient."""
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    p0 = sigm(x @ W + b)
    v, p = x, p0
    for step in range(3):
        h = numpy.random.binomial(1, p)
        v = numpy.random.binomial(1, sigm(W @ h))
        p = sigm(v @ W + b)
    return numpy.outer(x, p0) - numpy.outer(v, p), p0 - p
