"""Adds the gradients of ten rows in every iteration."""
# part: train
# mistake: sums-a-batch
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        for x in X[numpy.random.randint(len(X), size=10)]:
            dW, db = gradient(rbm, x)
            rbm['W'] += lr * dW
            rbm['b'] += lr * db
