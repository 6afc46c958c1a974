"""Multiplies with the learning rate already here."""
# part: gradient
# mistake: multiplies-by-learning-rate
# %% gradient
def gradient(rbm, x):
    lr = 0.1
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return lr * (numpy.outer(x, h) - numpy.outer(xm, hm)), lr * (h - hm)
