"""Trains on 1 - x, the negative of each digit."""
# part: train
# mistake: inverts-data
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = 1 - X[numpy.random.randint(len(X))]
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
