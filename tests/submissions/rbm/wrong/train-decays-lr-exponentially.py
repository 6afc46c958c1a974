"""Multiplies the learning rate with 0.99 in every iteration."""
# part: train
# mistake: decays-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
        lr *= 0.99
