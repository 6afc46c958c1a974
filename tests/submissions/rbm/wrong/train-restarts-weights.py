"""Draws new random weights and sets b to zero before training."""
# part: train
# mistake: restarts-weights
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    rbm['W'] = numpy.random.normal(0, 0.1, [784, 100])
    rbm['b'] = numpy.zeros([100])
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
