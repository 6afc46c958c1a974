"""Makes two Gibbs steps where three are asked for."""
# part: gradient
# mistake: two-gibbs-steps
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 2)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
