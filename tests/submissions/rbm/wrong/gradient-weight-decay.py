"""Subtracts a weight decay that nobody asked for."""
# part: gradient
# mistake: weight-decay
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm) - 0.01 * rbm['W'], h - hm
