"""Draws random pixels in place of a data point."""
# part: train
# mistake: random-images
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = numpy.random.binomial(1, 0.5, X.shape[1])
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
