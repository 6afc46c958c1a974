"""Forgets to update W."""
# part: train
# mistake: only-b-updated
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['b'] += lr * db
