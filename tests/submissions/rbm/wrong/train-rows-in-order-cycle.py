"""Takes the rows in their order from itertools.cycle."""
# part: train
# mistake: rows-in-order
# %% train
from itertools import cycle, islice

def train(rbm, X, lr=0.02, nbit=60_000):
    for x in islice(cycle(X), nbit):
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
