"""Draws rows without replacement and shuffles again when an epoch is over, also if the last is cut short."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    N = len(X)
    done = 0
    while done < nbit:
        for i in numpy.random.permutation(N)[:nbit - done]:
            dW, db = gradient(rbm, X[i])
            rbm['W'] += lr * dW
            rbm['b'] += lr * db
            done += 1
