"""Picks rows with random.randint, whose upper end counts."""
# %% train
import random

def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        dW, db = gradient(rbm, X[random.randint(0, len(X) - 1)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
