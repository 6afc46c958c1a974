"""Stores new arrays under the same keys of the same dictionary."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm.update(W=rbm['W'] + lr * dW, b=rbm['b'] + lr * db)
