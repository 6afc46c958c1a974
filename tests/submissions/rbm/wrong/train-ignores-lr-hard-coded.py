"""Writes the learning rate 0.1 into the update instead of using the argument."""
# part: train
# mistake: ignores-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] = rbm['W'] + 0.1 * dW
        rbm['b'] = rbm['b'] + 0.1 * db
