"""Picks rows with random.choice on the array itself."""
# %% train
import random

def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        x = random.choice(X)
        dW, db = gradient(rbm, x)
        rbm['W'] += dW * lr
        rbm['b'] += db * lr
