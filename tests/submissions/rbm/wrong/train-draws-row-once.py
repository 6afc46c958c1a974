"""Draws one data point before the loop and uses it in every iteration."""
# part: train
# mistake: draws-row-once
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    x = X[numpy.random.randint(len(X))]
    for i in range(nbit):
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
