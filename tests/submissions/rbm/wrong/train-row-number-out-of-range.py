"""Can draw the number N, one past the last row, with the stdlib's randint."""
# part: train
# mistake: row-number-out-of-range
# %% train
import random

def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[random.randint(0, len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
