"""Picks only among the first ten rows."""
# part: train
# mistake: first-ten-rows-only
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(min(10, len(X)))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
