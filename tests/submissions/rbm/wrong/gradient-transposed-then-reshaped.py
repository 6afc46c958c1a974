"""Builds dW transposed and reshapes it to the size of W."""
# part: gradient
# mistake: transposed-then-reshaped
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = numpy.outer(h, x) - numpy.outer(hm, xm)
    return dW.reshape(784, 100), h - hm
