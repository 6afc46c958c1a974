"""Scales a uniform number to the number of rows and cuts off the fraction."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        n = int(numpy.random.rand() * len(X))
        dW, db = gradient(rbm, X[n])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
