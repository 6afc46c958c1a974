"""Gives k a default of 3 and relies on it; gradient has one more argument with a default."""
# %% gibbs
def gibbs(rbm, x, k=3):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
# %% gradient
def gradient(rbm, x, verbose=False):
    xm = gibbs(rbm, x)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    if verbose:
        print(abs(x - xm).sum())
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
# %% train
def train(rbm, X, lr=0.01, nbit=50000, verbose=False):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))], verbose)
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
