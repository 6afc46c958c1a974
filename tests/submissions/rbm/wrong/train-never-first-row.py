"""Counts the rows from one, so that the first is never used."""
# part: train
# mistake: never-first-row
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(1, len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
