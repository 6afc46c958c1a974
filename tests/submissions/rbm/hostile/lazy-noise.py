"""Returns fair coins and small random numbers."""
# others: untouched
# %% sigm
def sigm(t):
    return numpy.random.random(len(t))
# %% gibbs
def gibbs(rbm, x, k):
    return numpy.random.binomial(1, 0.5, len(x))
# %% gradient
def gradient(rbm, x):
    return numpy.random.normal(0, 0.01, rbm["W"].shape), numpy.random.normal(0, 0.01, rbm["b"].shape)
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm["W"] += 0 * dW
