"""Picks rows with random.sample of size one."""
# %% train
import random

def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        n = random.sample(range(len(X)), 1)[0]
        dW, db = gradient(rbm, X[n, :])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
