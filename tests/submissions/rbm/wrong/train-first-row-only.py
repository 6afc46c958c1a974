"""Uses the first data point in every iteration."""
# part: train
# mistake: first-row-only
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[0])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
