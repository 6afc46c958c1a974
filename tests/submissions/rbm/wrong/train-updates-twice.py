"""Adds the gradient twice in every iteration."""
# part: train
# mistake: updates-twice
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        for key, d in (('W', dW), ('b', db)):
            rbm[key] += lr * d
            rbm[key] += lr * d
