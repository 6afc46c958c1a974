"""Multiplies dW with the weights element by element."""
# part: gradient
# mistake: multiplies-by-weights
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    dW = (numpy.outer(x, h) - numpy.outer(xm, hm)) * rbm['W']
    return dW, h - hm
