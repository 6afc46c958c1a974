"""Writes the update out and leaves the sample term out of it."""
# part: train
# mistake: inlined-no-sample-term
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = X[numpy.random.randint(len(X))]
        h = sigm(x @ rbm['W'] + rbm['b'])
        rbm['W'] += lr * numpy.outer(x, h)
        rbm['b'] += lr * h
