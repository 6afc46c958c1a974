"""Shuffles the pixels of the data point that was picked."""
# part: train
# mistake: shuffles-pixels
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = X[numpy.random.randint(len(X))]
        dW, db = gradient(rbm, numpy.random.permutation(x))
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
