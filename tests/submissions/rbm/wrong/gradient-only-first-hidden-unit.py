"""Fills only the first column of dW, with the loop's return one level too deep."""
# part: gradient
# mistake: only-first-hidden-unit
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW, db = numpy.zeros((784, 100)), numpy.zeros(100)
    for j in range(100):
        dW[:, j] = x * h[j] - xm * hm[j]
        db[j] = h[j] - hm[j]
        return dW, db
