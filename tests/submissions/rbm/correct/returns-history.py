"""Records the size of every update and returns the list."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    history = []
    for it in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
        history.append(float(numpy.abs(dW).mean()))
    return history
