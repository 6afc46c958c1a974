"""Draws a row for every pixel, and so builds an image out of many."""
# part: train
# mistake: mixes-rows
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        rows = numpy.random.randint(len(X), size=784)
        dW, db = gradient(rbm, X[rows, numpy.arange(784)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
