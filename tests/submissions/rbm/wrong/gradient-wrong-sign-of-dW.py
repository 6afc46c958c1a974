"""Has the sign of dW reversed; db is right."""
# part: gradient
# mistake: wrong-sign-of-dW
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(xm, hm) - numpy.outer(x, h)
    return dW, h - hm
