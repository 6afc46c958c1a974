"""Descends: subtracts the gradient instead of adding it."""
# part: train
# mistake: wrong-sign
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] -= lr * dW
        rbm['b'] -= lr * db
