"""Divides each gradient by its length."""
# part: gradient
# mistake: normalises
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW, db = numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
    return dW / numpy.linalg.norm(dW), db / numpy.linalg.norm(db)
