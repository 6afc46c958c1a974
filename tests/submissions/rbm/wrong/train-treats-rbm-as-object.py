"""Writes rbm.W for rbm['W'], which a dictionary does not have."""
# part: train
# mistake: treats-rbm-as-object
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm.W += lr * dW
        rbm.b += lr * db
