"""Takes the first nbit rows of one shuffled order and stops when they run out."""
# part: train
# mistake: stops-after-one-epoch
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in numpy.random.permutation(len(X))[:nbit]:
        dW, db = gradient(rbm, X[i])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
