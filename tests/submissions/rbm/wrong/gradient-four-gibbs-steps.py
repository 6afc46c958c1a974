"""Makes one Gibbs step more after the three of the sampler."""
# part: gradient
# mistake: four-gibbs-steps
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    xm = gibbs(rbm, x, 3)
    hs = numpy.random.binomial(1, sigm(W.T.dot(xm) + b))
    xm = numpy.random.binomial(1, sigm(W.dot(hs)))
    h, hm = sigm(W.T.dot(x) + b), sigm(W.T.dot(xm) + b)
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
