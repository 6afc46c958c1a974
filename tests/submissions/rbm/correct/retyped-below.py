"""Leaves the answer cells untouched and types every answer into a new cell below."""
# others: untouched
# %% after sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% after gibbs
def gibbs(rbm, x, k):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
# %% after gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
# %% after train
def train(rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
