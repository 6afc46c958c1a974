"""Goes through the rows in their order instead of picking them at random."""
# part: train
# mistake: rows-in-order
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[i % len(X)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
