"""Has a later cell that defines train again, for debugging, with 100 fixed iterations."""
# part: train
# mistake: ignores-nbit
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
# %% end
# quick version for debugging
def train(rbm, X, lr=0.1, nbit=1000):
    for i in range(100):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
