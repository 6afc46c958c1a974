"""Writes CD-3 out inside train and calls neither gibbs nor gradient."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    W, b = rbm['W'], rbm['b']
    for it in range(nbit):
        x = X[numpy.random.randint(len(X))]
        p0 = sigm(x @ W + b)
        v, p = x, p0
        for step in range(3):
            h = (numpy.random.rand(100) < p) * 1.0
            v = (numpy.random.rand(784) < sigm(W @ h)) * 1.0
            p = sigm(v @ W + b)
        W += lr * (numpy.outer(x, p0) - numpy.outer(v, p))
        b += lr * (p0 - p)
