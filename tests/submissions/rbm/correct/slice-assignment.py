"""Writes the new values into the old arrays with a slice."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        g = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'][:, :] = rbm['W'] + lr * g[0]
        rbm['b'][...] = rbm['b'] + lr * g[1]
