"""Returns the argument as it is."""
# others: untouched
# %% sigm
def sigm(t):
    return t
# %% gibbs
def gibbs(rbm, x, k):
    return x
# %% gradient
def gradient(rbm, x):
    return rbm["W"], rbm["b"]
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    return rbm
