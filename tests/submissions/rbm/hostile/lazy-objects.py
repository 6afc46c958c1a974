"""Returns generators, functions, modules and lists that hold themselves."""
# others: untouched
# %% sigm
def sigm(t):
    return (x for x in t)
# %% gibbs
def gibbs(rbm, x, k):
    a = [x]
    a.append(a)
    return a
# %% gradient
def gradient(rbm, x):
    return numpy, numpy.dot
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    rbm.clear()
    rbm["W"] = rbm
