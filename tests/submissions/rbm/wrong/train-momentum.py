"""Adds a momentum term that nobody asked for."""
# part: train
# mistake: momentum
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    vW, vb = 0, 0
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        vW, vb = 0.9 * vW + lr * dW, 0.9 * vb + lr * db
        rbm['W'] += vW
        rbm['b'] += vb
