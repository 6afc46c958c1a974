"""Multiplies the hidden units of the sample with x instead of the sample."""
# part: gradient
# mistake: data-in-sample-term
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(x, hm), h - hm
