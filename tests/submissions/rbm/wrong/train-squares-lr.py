"""Multiplies with the learning rate twice."""
# part: train
# mistake: squares-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        dW *= lr
        db *= lr
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
