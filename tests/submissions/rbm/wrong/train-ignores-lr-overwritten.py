"""Sets lr to a value of its own at the start of the function."""
# part: train
# mistake: ignores-lr
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    lr = 0.01
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
