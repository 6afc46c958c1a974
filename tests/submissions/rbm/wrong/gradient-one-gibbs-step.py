"""Makes one Gibbs step (CD-1) where three are asked for."""
# part: gradient
# mistake: one-gibbs-step
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 1)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
