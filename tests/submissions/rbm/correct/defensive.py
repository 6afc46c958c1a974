"""Checks its arguments with assertions and converts them first."""
# %% sigm
def sigm(t):
    t = numpy.asarray(t, dtype=numpy.float64)
    assert not numpy.isnan(t).any(), 'nan in t'
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% gibbs
def gibbs(rbm, x, k):
    x = numpy.array(x, dtype=float)
    assert x.shape == (784,) and int(k) == k and k >= 0
    for _ in range(int(k)):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h)).astype(float)
    return x
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    assert X.ndim == 2 and X.shape[1] == 784 and lr > 0 and nbit > 0
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        assert numpy.isfinite(dW).all() and numpy.isfinite(db).all()
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
