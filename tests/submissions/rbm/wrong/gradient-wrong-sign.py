"""Subtracts the data term from the sample term, the sign of a descent."""
# part: gradient
# mistake: wrong-sign
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(xm, hm) - numpy.outer(x, h), hm - h
