"""Uses the activations of the hidden units without the sigmoid."""
# part: gradient
# mistake: no-sigmoid
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = rbm['W'].T.dot(x) + rbm['b']
    hm = rbm['W'].T.dot(xm) + rbm['b']
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
