"""Compares the probabilities with normal random numbers in place of uniform ones."""
# part: gibbs
# mistake: gaussian-noise
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = 1.0 * (sigm(rbm['W'].T.dot(x) + rbm['b']) > numpy.random.randn(100))
        x = 1.0 * (sigm(rbm['W'].dot(h)) > numpy.random.randn(784))
    return x
