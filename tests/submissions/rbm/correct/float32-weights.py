"""Stores the parameters in single precision and keeps them so while training."""
# %% before gibbs
rbm = {key: value.astype(numpy.float32) for key, value in rbm.items()}
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += (lr * dW).astype(rbm['W'].dtype)
        rbm['b'] += (lr * db).astype(rbm['b'].dtype)
