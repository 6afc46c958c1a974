"""Uses the mean over all data points in place of one of them."""
# part: train
# mistake: mean-image
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X.mean(axis=0))
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
