"""Builds the samples as lists with random.random() and converts them at the end."""
# %% gibbs
import random

def flip(ps):
    return [1 if random.random() < p else 0 for p in ps]

def gibbs(rbm, x, k):
    v = list(x)
    for _ in range(k):
        h = flip(sigm(numpy.dot(v, rbm['W']) + rbm['b']))
        v = flip(sigm(numpy.dot(rbm['W'], h)))
    return numpy.array(v)
