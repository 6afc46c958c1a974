"""Splits each part over several cells around the answer cell."""
# %% before sigm
def half_tanh(t):
    return numpy.tanh(t / 2)
# %% sigm
def sigm(t):
    return rescale(half_tanh(t))
# %% after sigm
def rescale(y):
    return (y + 1) / 2
# %% before gibbs
def up(rbm, x):
    return numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
# %% gibbs
def down(rbm, h):
    return numpy.random.binomial(1, sigm(rbm['W'] @ h))
# %% after gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        x = down(rbm, up(rbm, x))
    return x
# %% before train
def update(rbm, x, lr):
    dW, db = gradient(rbm, x)
    rbm['W'] += lr * dW
    rbm['b'] += lr * db
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        update(rbm, pick(X), lr)
# %% end
def pick(X):
    return X[numpy.random.randint(len(X))]
