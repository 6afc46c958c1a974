"""Calls the sampler again for the hidden units, which then belong to another sample."""
# part: gradient
# mistake: hiddens-of-another-sample
# %% gradient
def gradient(rbm, x):
    def hidden(v):
        return sigm(rbm['W'].T.dot(v) + rbm['b'])
    h = hidden(x)
    xm = gibbs(rbm, x, 3)
    dW = numpy.outer(x, h) - numpy.outer(xm, hidden(gibbs(rbm, x, 3)))
    return dW, h - hidden(xm)
