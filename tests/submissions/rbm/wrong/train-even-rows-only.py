"""Picks only every second row."""
# part: train
# mistake: even-rows-only
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    half = X[::2]
    for i in range(nbit):
        dW, db = gradient(rbm, half[numpy.random.randint(len(half))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
