"""Has the update after the loop, where only the last gradient is left."""
# part: train
# mistake: one-iteration-only
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = X[numpy.random.randint(len(X))]
        dW, db = gradient(rbm, x)
    rbm['W'] += lr * dW
    rbm['b'] += lr * db
