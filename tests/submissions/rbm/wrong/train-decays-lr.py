"""Lets the learning rate shrink from iteration to iteration."""
# part: train
# mistake: decays-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr / (1 + i) * dW
        rbm['b'] += lr / (1 + i) * db
