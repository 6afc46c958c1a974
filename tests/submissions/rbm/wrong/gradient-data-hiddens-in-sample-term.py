"""Multiplies the sample with the hidden units of x instead of its own."""
# part: gradient
# mistake: data-hiddens-in-sample-term
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x - xm, h), h - hm
