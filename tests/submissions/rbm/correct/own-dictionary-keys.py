"""Adds further entries to the RBM of the notebook and keeps W and b as they are."""
# %% before gibbs
rbm['name'] = 'threes'
rbm['sizes'] = (d, H)
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
        rbm['iterations'] = rbm.get('iterations', 0) + 1
