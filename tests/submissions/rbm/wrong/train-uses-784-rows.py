"""Picks among 784 rows, the number of pixels, instead of the number of data points."""
# part: train
# mistake: uses-784-rows
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(X.shape[1])])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
