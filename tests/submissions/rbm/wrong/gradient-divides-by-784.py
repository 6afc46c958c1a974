"""Divides both gradients by the number of pixels."""
# part: gradient
# mistake: divides-by-784
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(x, h) - numpy.outer(xm, hm)
    return dW / len(x), (h - hm) / len(x)
