"""Has the 7141 rows of the notebook's data written into the function."""
# part: train
# mistake: number-of-rows-hard-coded
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(7141)])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
