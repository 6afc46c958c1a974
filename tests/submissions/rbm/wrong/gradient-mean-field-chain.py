"""Writes the sampling out with probabilities all along, so that nothing is random."""
# part: gradient
# mistake: mean-field-chain
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    p = x
    for step in range(3):
        p = sigm(W @ sigm(p @ W + b))
    h, hm = sigm(x @ W + b), sigm(p @ W + b)
    return numpy.outer(x, h) - numpy.outer(p, hm), h - hm
