"""Forgets the factor x, so that every row of dW is db."""
# part: gradient
# mistake: ignores-pixels
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    db = h - hm
    return numpy.tile(db, (784, 1)), db
