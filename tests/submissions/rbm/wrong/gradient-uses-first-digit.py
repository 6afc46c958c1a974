"""Uses X[0] of the notebook instead of the argument."""
# part: gradient
# mistake: uses-first-digit
# %% gradient
def gradient(rbm, x):
    v = X[0]
    xm = gibbs(rbm, v, 3)
    h = sigm(rbm['W'].T.dot(v) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(v, h) - numpy.outer(xm, hm), h - hm
