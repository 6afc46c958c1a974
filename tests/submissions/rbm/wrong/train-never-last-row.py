"""Excludes the last row by asking randint for one less than the number of rows."""
# part: train
# mistake: never-last-row
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(0, len(X) - 1)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
