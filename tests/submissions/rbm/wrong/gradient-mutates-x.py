"""Overwrites the data point with the difference to the sample."""
# part: gradient
# mistake: mutates-x
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(x, h) - numpy.outer(xm, hm)
    x -= xm
    return dW, h - hm
