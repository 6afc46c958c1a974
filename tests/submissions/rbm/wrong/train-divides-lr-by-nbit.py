"""Divides the learning rate by the number of iterations."""
# part: train
# mistake: divides-lr-by-nbit
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW / nbit
        rbm['b'] += lr * db / nbit
