"""Divides the binary pixels by 255, as one does with grey values."""
# part: train
# mistake: divides-data-by-255
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))] / 255)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
