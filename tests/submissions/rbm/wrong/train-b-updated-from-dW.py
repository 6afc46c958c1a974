"""Updates b with the column means of dW instead of db."""
# part: train
# mistake: b-updated-from-dW
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * dW.mean(axis=0)
