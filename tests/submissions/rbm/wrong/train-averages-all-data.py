"""Averages the gradient over all data points in every iteration."""
# part: train
# mistake: averages-all-data
# %% train
def train(rbm, X, lr=0.1, nbit=100):
    for i in range(nbit):
        grads = [gradient(rbm, x) for x in X]
        rbm['W'] += lr * numpy.mean([g[0] for g in grads], axis=0)
        rbm['b'] += lr * numpy.mean([g[1] for g in grads], axis=0)
