"""Adds the hidden bias twice."""
# part: gibbs
# mistake: hidden-bias-twice
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'], rbm['b']
    for i in range(k):
        t = x @ W + b
        h = numpy.random.binomial(1, sigm(t + b))
        x = numpy.random.binomial(1, sigm(W @ h))
    return x
