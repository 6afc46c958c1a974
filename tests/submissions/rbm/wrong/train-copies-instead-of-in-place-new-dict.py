"""Rebinds the name rbm to a new dictionary in every iteration."""
# part: train
# mistake: copies-instead-of-in-place
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm = {'W': rbm['W'] + lr * dW, 'b': rbm['b'] + lr * db}
    return rbm
