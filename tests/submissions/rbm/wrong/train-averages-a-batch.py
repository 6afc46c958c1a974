"""Averages the gradients of ten random rows in every iteration."""
# part: train
# mistake: averages-a-batch
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        rows = X[numpy.random.randint(len(X), size=10)]
        grads = [gradient(rbm, x) for x in rows]
        rbm['W'] += lr * sum(g[0] for g in grads) / 10
        rbm['b'] += lr * sum(g[1] for g in grads) / 10
