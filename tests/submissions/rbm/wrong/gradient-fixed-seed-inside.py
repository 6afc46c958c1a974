"""Seeds the generator inside, so that the chain is the same in every call."""
# part: gradient
# mistake: fixed-seed-inside
# %% gradient
def gradient(rbm, x):
    numpy.random.seed(1)
    W, b = rbm['W'], rbm['b']
    v = x
    for step in range(3):
        h = numpy.random.binomial(1, sigm(v @ W + b))
        v = numpy.random.binomial(1, sigm(W @ h))
    h, hm = sigm(x @ W + b), sigm(v @ W + b)
    return numpy.outer(x, h) - numpy.outer(v, hm), h - hm
