"""Pairs the sample with the hidden units that it was drawn from."""
# part: gradient
# mistake: last-hiddens-of-the-chain
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    v = x
    for step in range(3):
        ph = sigm(v @ W + b)
        v = numpy.random.binomial(1, sigm(W @ numpy.random.binomial(1, ph)))
    h = sigm(x @ W + b)
    return numpy.outer(x, h) - numpy.outer(v, ph), h - ph
