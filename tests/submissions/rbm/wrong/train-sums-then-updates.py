"""Adds up all gradients at the starting point and makes one update at the end."""
# part: train
# mistake: sums-then-updates
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    sW, sb = numpy.zeros_like(rbm['W']), numpy.zeros_like(rbm['b'])
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        sW += dW
        sb += db
    rbm['W'] += lr * sW
    rbm['b'] += lr * sb
