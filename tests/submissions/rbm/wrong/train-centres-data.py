"""Subtracts the mean image from the data points."""
# part: train
# mistake: centres-data
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    centred = X - X.mean(axis=0)
    for i in range(nbit):
        dW, db = gradient(rbm, centred[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
