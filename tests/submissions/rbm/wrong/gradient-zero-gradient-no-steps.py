"""Calls the sampler with k=0, so that both terms cancel."""
# part: gradient
# mistake: zero-gradient
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 0)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
