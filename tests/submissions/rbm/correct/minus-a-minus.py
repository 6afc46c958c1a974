"""Computes the gradient of the negative log-likelihood and flips its sign at the end."""
# %% gradient
def gradient(rbm, x):
    hidden = lambda v: sigm(v @ rbm['W'] + rbm['b'])
    xm = gibbs(rbm, x, 3)
    dW = numpy.multiply.outer(xm, hidden(xm)) - numpy.multiply.outer(x, hidden(x))
    db = hidden(xm) - hidden(x)
    return -dW, -db
