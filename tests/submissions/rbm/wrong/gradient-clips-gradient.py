"""Clips every component to [-0.1, 0.1]."""
# part: gradient
# mistake: clips-gradient
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(x, h) - numpy.outer(xm, hm)
    return numpy.clip(dW, -0.1, 0.1), numpy.clip(h - hm, -0.1, 0.1)
