"""Answers all four parts in an own style, with masks, a Generator and matrix products."""
# %% top
import numpy as np

rng = np.random.default_rng(2024)
# %% sigm
def sigm(t):
    out = np.empty_like(t)
    big = t >= 0
    out[big] = 1 / (1 + np.exp(-t[big]))
    e = np.exp(t[~big])
    out[~big] = e / (1 + e)
    return out
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'], rbm['b']
    v = x
    for _ in range(k):
        h = rng.random(H) < sigm(v @ W + b)
        v = rng.random(d) < sigm(W @ h)
    return v.astype(float)
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    v = gibbs(rbm, x, 3)
    pos, neg = sigm(x @ W + b), sigm(v @ W + b)
    return x[:, None] * pos - v[:, None] * neg, pos - neg
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in rng.integers(len(X), size=nbit):
        dW, db = gradient(rbm, X[i])
        rbm['W'] = rbm['W'] + lr * dW
        rbm['b'] = rbm['b'] + lr * db
