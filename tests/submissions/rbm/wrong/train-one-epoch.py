"""Makes one iteration for each row of X instead of nbit iterations."""
# part: train
# mistake: one-epoch
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in numpy.random.permutation(len(X)):
        dW, db = gradient(rbm, X[i])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
