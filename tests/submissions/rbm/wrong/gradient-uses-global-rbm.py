"""Renames the argument but goes on using the notebook's rbm."""
# part: gradient
# mistake: uses-global-rbm
# %% gradient
def gradient(model, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
