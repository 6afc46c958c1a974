"""Returns a Python list, which has no shape."""
# part: gibbs
# mistake: returns-list
# %% gibbs
import random

def gibbs(rbm, x, k):
    for i in range(k):
        h = [int(random.random() < p) for p in sigm(rbm['W'].T.dot(x) + rbm['b'])]
        x = [int(random.random() < p) for p in sigm(rbm['W'].dot(h))]
    return x
