"""Keeps a list of row numbers and refills it in a new order when it is empty."""
# %% train
import random

def train(rbm, X, lr=0.02, nbit=60_000):
    left = []
    for i in range(nbit):
        if not left:
            left = list(range(X.shape[0]))
            random.shuffle(left)
        dW, db = gradient(rbm, X[left.pop()])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
