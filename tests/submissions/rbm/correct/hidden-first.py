"""Draws the hidden units before the loop and again after each visible draw."""
# %% gibbs
def gibbs(rbm, x, k):
    def up(v):
        return numpy.random.binomial(1, sigm(v @ rbm['W'] + rbm['b']))
    h = up(x)
    for i in range(k):
        x = numpy.random.binomial(1, sigm(h @ rbm['W'].T))
        h = up(x)
    return x
