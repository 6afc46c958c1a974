"""Seeds the generator in every iteration, so that one row is picked again and again."""
# part: train
# mistake: seeds-every-iteration
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        numpy.random.seed(0)
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
