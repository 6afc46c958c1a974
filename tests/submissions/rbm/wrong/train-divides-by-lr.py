"""Divides by the learning rate instead of multiplying."""
# part: train
# mistake: divides-by-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += dW / lr
        rbm['b'] += db / lr
