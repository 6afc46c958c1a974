"""Stops after 100 iterations even if nbit is larger."""
# part: train
# mistake: at-most-100-iterations
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
        if i == 99:
            break
