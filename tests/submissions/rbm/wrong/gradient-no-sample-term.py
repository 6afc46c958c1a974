"""Leaves out the second term, the one with the sample."""
# part: gradient
# mistake: no-sample-term
# %% gradient
def gradient(rbm, x):
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    return numpy.outer(x, h), h
