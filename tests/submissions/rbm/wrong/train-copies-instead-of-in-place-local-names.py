"""Updates local names W and b that are never stored in the RBM."""
# part: train
# mistake: copies-instead-of-in-place
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    W, b = rbm['W'], rbm['b']
    for i in range(nbit):
        dW, db = gradient({'W': W, 'b': b}, X[numpy.random.randint(len(X))])
        W = W + lr * dW
        b = b + lr * db
