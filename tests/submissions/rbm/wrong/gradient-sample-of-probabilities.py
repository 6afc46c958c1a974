"""Writes the sampling out and keeps the last visible units as probabilities."""
# part: gradient
# mistake: sample-of-probabilities
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    v = x
    for step in range(3):
        hs = numpy.random.binomial(1, sigm(v @ W + b))
        p = sigm(W @ hs)
        v = numpy.random.binomial(1, p)
    h, hm = sigm(x @ W + b), sigm(p @ W + b)
    return numpy.outer(x, h) - numpy.outer(p, hm), h - hm
