"""Pairs x with the hidden units of the sample and the sample with those of x."""
# part: gradient
# mistake: hiddens-crossed
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, hm) - numpy.outer(xm, h), h - hm
