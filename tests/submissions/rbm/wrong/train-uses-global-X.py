"""Renames the argument but goes on using the notebook's X."""
# part: train
# mistake: uses-global-X
# %% train
def train(rbm, data, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
