"""Returns dW with the shape (100, 784) of the transposed weights."""
# part: gradient
# mistake: transposed
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(h, x) - numpy.outer(hm, xm), h - hm
