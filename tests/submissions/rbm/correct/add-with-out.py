"""Updates with numpy.add and its out argument."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    W, b = rbm['W'], rbm['b']
    for it in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        numpy.add(W, lr * dW, out=W)
        numpy.add(b, lr * db, out=b)
