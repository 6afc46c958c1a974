"""Rounds both gradients to one decimal."""
# part: gradient
# mistake: rounds
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.round(numpy.outer(x, h) - numpy.outer(xm, hm), 1), numpy.round(h - hm, 1)
