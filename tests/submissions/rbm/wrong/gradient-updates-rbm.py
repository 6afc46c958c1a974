"""Adds the gradient to the RBM as well as returning it."""
# part: gradient
# mistake: updates-rbm
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW, db = numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
    rbm['W'] += 0.1 * dW
    rbm['b'] += 0.1 * db
    return dW, db
