"""Uses the sample in both terms, which cancel."""
# part: gradient
# mistake: zero-gradient
# %% gradient
def gradient(rbm, x):
    x = gibbs(rbm, x, 3)
    xm = x
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
