"""Imports everything from numpy, which hides some built-in functions."""
# %% top
from numpy import *
# %% sigm
def sigm(t):
    return where(t < 0, exp(minimum(t, 0)), 1) / (1 + exp(-abs(t)))
# %% gibbs
def gibbs(rbm, x, k):
    for i in arange(k):
        h = random.binomial(1, sigm(dot(x, rbm['W']) + rbm['b']))
        x = random.binomial(1, sigm(dot(rbm['W'], h)))
    return x
# %% gradient
def gradient(rbm, x):
    y = gibbs(rbm, x, 3)
    p, q = sigm(dot(x, rbm['W']) + rbm['b']), sigm(dot(y, rbm['W']) + rbm['b'])
    return outer(x, p) - outer(y, q), p - q
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in random.randint(0, X.shape[0], nbit):
        dW, db = gradient(rbm, X[i, :])
        rbm['W'] = rbm['W'] + lr * dW
        rbm['b'] = rbm['b'] + lr * db
