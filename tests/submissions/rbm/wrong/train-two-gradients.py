"""Calls gradient twice on different rows, once for W and once for b."""
# part: train
# mistake: two-gradients
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        rbm['W'] += lr * gradient(rbm, X[numpy.random.randint(len(X))])[0]
        rbm['b'] += lr * gradient(rbm, X[numpy.random.randint(len(X))])[1]
