"""Makes nbit-1 iterations."""
# part: train
# mistake: one-iteration-too-few
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(1, nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
