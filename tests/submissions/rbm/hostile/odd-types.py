"""Returns arrays of objects, text, dates, records and no dimensions."""
# others: untouched
# %% sigm
def sigm(t):
    return numpy.array([object()] * len(t))
# %% gibbs
def gibbs(rbm, x, k):
    return numpy.array(["1"] * len(x))
# %% gradient
def gradient(rbm, x):
    return numpy.zeros((), "M8[s]"), numpy.zeros(3, "f8,i4")
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    rbm["W"] = rbm["b"] = None
