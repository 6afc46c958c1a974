"""Picks rows with random.randrange."""
# %% train
from random import randrange

def train(rbm, X, lr=0.02, nbit=60_000):
    N, _ = X.shape
    for it in range(nbit):
        dW, db = gradient(rbm, X[randrange(N)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
