"""Draws every pixel with probability one half."""
# part: gibbs
# mistake: fair-coins
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        x = numpy.random.binomial(1, 0.5, 784)
    return x
