"""Makes 200 iterations whatever nbit is."""
# part: train
# mistake: ignores-nbit
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(200):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
