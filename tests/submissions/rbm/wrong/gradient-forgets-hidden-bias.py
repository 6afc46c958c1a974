"""Leaves out the hidden bias in the sigmoid of both terms."""
# part: gradient
# mistake: forgets-hidden-bias
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x))
    hm = sigm(rbm['W'].T.dot(xm))
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
