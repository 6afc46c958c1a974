"""Adds db to every row of W instead of dW."""
# part: train
# mistake: W-updated-from-db
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * db
        rbm['b'] += lr * db
