"""Defines the function under the name traing, and train itself is gone."""
# part: train
# mistake: misspelt-name
# %% train
def traing(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
