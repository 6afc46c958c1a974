"""Returns (db, dW) in place of (dW, db)."""
# part: gradient
# mistake: swapped-tuple
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(x, h) - numpy.outer(xm, hm)
    db = h - hm
    return db, dW
