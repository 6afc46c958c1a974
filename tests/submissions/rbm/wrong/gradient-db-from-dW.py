"""Sums dW over the pixels to get db."""
# part: gradient
# mistake: db-from-dW
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(x, h) - numpy.outer(xm, hm)
    return dW, dW.sum(axis=0)
