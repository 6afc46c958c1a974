"""Writes the sampling out and makes a single step."""
# part: gradient
# mistake: one-gibbs-step
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    ph = sigm(x @ W + b)
    h = (numpy.random.rand(100) < ph) * 1.0
    xm = (numpy.random.rand(784) < sigm(W @ h)) * 1.0
    phm = sigm(xm @ W + b)
    return numpy.outer(x, ph) - numpy.outer(xm, phm), ph - phm
