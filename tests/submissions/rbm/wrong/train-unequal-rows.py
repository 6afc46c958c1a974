"""Rounds a normal random number to a row, so that middle rows come far more often."""
# part: train
# mistake: unequal-rows
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    N = len(X)
    for i in range(nbit):
        n = int(numpy.clip(N / 2 + N / 8 * numpy.random.randn(), 0, N - 1))
        dW, db = gradient(rbm, X[n])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
