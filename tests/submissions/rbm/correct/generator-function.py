"""Takes the rows from a generator function that never ends."""
# %% train
from itertools import islice

def rows(X):
    while True:
        for i in numpy.random.permutation(len(X)):
            yield X[i]

def train(rbm, X, lr=0.02, nbit=60_000):
    for x in islice(rows(X), nbit):
        for key, g in zip('Wb', gradient(rbm, x)):
            rbm[key] += lr * g
