"""Draws every unit in a loop of its own, with the generator of the standard library."""
# %% gibbs
import random

def gibbs(rbm, x, k):
    xm = numpy.array(x, dtype=float)
    for step in range(k):
        p = sigm(rbm['W'].T.dot(xm) + rbm['b'])
        h = numpy.zeros(100)
        for j in range(100):
            if random.random() < p[j]:
                h[j] = 1
        q = sigm(rbm['W'].dot(h))
        for i in range(784):
            xm[i] = 1 if random.random() < q[i] else 0
    return xm
