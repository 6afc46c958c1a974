"""Defines all four functions in the first answer cell and empties the others."""
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))

def gibbs(rbm, x, k):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x

def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm

def train(rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
# %% gibbs
# %% gradient
# %% train
# all done above
