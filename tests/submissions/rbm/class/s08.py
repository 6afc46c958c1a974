"""Has a training loop that never ends; the rest is right."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    i = 0
    while i < nbit:
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
