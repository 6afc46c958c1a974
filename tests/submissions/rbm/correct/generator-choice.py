"""Picks whole rows with the choice method of a Generator made inside train."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    rng = numpy.random.default_rng()
    for it in range(nbit):
        dW, db = gradient(rbm, rng.choice(X))
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
