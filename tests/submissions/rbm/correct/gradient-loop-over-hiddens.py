"""Fills dW and db for one hidden unit after the other."""
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    a, am = sigm(rbm['W'].T.dot(x) + rbm['b']), sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW, db = numpy.zeros((d, H)), numpy.zeros(H)
    for j in range(H):
        dW[:, j] = x * a[j] - xm * am[j]
        db[j] = a[j] - am[j]
    return dW, db
