"""Computes one gradient before the loop and adds it in every iteration."""
# part: train
# mistake: gradient-computed-once
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
    for i in range(nbit):
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
