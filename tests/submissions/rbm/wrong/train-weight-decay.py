"""Shrinks the weights a little in every iteration."""
# part: train
# mistake: weight-decay
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * (dW - 0.01 * rbm['W'])
        rbm['b'] += lr * db
