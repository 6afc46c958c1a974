"""Makes a generator with a fixed seed inside the function."""
# part: train
# mistake: fixed-seed-inside
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    rng = numpy.random.default_rng(7)
    for i in range(nbit):
        dW, db = gradient(rbm, X[rng.integers(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
