"""Seeds the generator inside, so that every call picks the same rows."""
# part: train
# mistake: fixed-seed-inside
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    numpy.random.seed(0)
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
