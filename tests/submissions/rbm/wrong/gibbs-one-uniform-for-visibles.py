"""Compares all visible units with one and the same random number."""
# part: gibbs
# mistake: one-uniform-for-visibles
# %% gibbs
import random

def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = 1.0 * (sigm(rbm['W'].dot(h)) > random.random())
    return x
