"""Renames the argument but goes on training the notebook's rbm."""
# part: train
# mistake: uses-global-rbm
# %% train
def train(model, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
