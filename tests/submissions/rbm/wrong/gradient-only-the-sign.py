"""Returns only the signs of the components."""
# part: gradient
# mistake: only-the-sign
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.sign(numpy.outer(x, h) - numpy.outer(xm, hm)), numpy.sign(h - hm)
