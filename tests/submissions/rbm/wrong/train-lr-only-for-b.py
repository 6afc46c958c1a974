"""Uses the learning rate for b and forgets it for W."""
# part: train
# mistake: lr-only-for-b
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += dW
        rbm['b'] += lr * db
