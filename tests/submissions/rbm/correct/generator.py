"""Uses a numpy Generator made once at the top."""
# %% top
import numpy as np
rng = np.random.default_rng()
# %% gibbs
def gibbs(rbm, x, k):
    for _ in range(k):
        h = rng.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = rng.binomial(1, sigm(rbm['W'] @ h))
    return x
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[rng.integers(0, len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
