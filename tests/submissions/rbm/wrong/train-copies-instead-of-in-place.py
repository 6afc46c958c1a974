"""Trains copies of W and b, and the RBM of the caller stays as it was."""
# part: train
# mistake: copies-instead-of-in-place
# %% train
import copy

def train(rbm, X, lr=0.02, nbit=60_000):
    new = copy.deepcopy(rbm)
    for i in range(nbit):
        dW, db = gradient(new, X[numpy.random.randint(len(X))])
        new['W'] += lr * dW
        new['b'] += lr * db
    return new
