"""Divides the learning rate by the number of data points."""
# part: train
# mistake: divides-lr-by-N
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr / len(X) * dW
        rbm['b'] += lr / len(X) * db
