"""Leaves out the hidden bias in the sample term only."""
# part: gradient
# mistake: forgets-bias-in-sample-term
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm))
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
