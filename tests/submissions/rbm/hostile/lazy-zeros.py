"""Returns zeros of the right shapes."""
# others: untouched
# %% sigm
def sigm(t):
    return 0.0 * numpy.asarray(t)
# %% gibbs
def gibbs(rbm, x, k):
    return 0 * x
# %% gradient
def gradient(rbm, x):
    return 0 * rbm["W"], 0 * rbm["b"]
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    rbm["W"] *= 0
    rbm["b"] *= 0
