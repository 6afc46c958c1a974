"""Compares all hidden units with one and the same random number."""
# part: gibbs
# mistake: one-uniform-for-hiddens
# %% gibbs
import random

def gibbs(rbm, x, k):
    for i in range(k):
        h = 1.0 * (sigm(rbm['W'].T.dot(x) + rbm['b']) > random.random())
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
