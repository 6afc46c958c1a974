"""Clips the weights to [-0.5, 0.5] after every update."""
# part: train
# mistake: clips-weights
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'][:] = numpy.clip(rbm['W'] + lr * dW, -0.5, 0.5)
        rbm['b'] += lr * db
