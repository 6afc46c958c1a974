"""Picks only among the first half of the rows."""
# part: train
# mistake: first-half-only
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X) // 2)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
