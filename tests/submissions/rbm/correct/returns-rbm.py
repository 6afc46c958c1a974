"""Returns the trained RBM, which is the one that was passed in."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
    return rbm
