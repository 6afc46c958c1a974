"""Returns ones of the right shapes."""
# others: untouched
# %% sigm
def sigm(t):
    return numpy.ones_like(t)
# %% gibbs
def gibbs(rbm, x, k):
    return numpy.ones_like(x)
# %% gradient
def gradient(rbm, x):
    return 0 * rbm["W"] + 1, 0 * rbm["b"] + 1
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    rbm["W"] += 1
    rbm["b"] += 1
