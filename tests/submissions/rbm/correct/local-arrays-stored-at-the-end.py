"""Trains local copies and stores them in the RBM after the loop."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    W, b = rbm['W'].copy(), rbm['b'].copy()
    for it in range(nbit):
        dW, db = gradient({'W': W, 'b': b}, X[numpy.random.randint(len(X))])
        W += lr * dW
        b += lr * db
    rbm['W'], rbm['b'] = W, b
