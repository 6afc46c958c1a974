"""Multiplies with the derivative of the sigmoid, as in backpropagation."""
# part: gradient
# mistake: derivative-of-sigmoid
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    g, gm = h * (1 - h), hm * (1 - hm)
    return numpy.outer(x, g) - numpy.outer(xm, gm), g - gm
