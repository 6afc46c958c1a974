"""Has a gradient that fails for every input; the rest is right."""
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].dot(x) + rbm['b'])
    hm = sigm(rbm['W'].dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
