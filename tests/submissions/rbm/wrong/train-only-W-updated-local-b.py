"""Updates W in place and b in a local name only."""
# part: train
# mistake: only-W-updated
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    b = rbm['b'].copy()
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        b += lr * db
