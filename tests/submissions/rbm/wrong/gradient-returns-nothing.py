"""Computes both gradients and forgets to return them."""
# part: gradient
# mistake: returns-nothing
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW, db = numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
