"""Draws all row numbers before the loop with numpy.random.choice."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for x in X[numpy.random.choice(len(X), nbit)]:
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
