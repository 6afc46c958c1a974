"""Makes nbit passes over the whole data instead of nbit iterations."""
# part: train
# mistake: nbit-counts-epochs
# %% train
def train(rbm, X, lr=0.1, nbit=10):
    for epoch in range(nbit):
        for i in numpy.random.permutation(len(X)):
            dW, db = gradient(rbm, X[i])
            rbm['W'] += lr * dW
            rbm['b'] += lr * db
