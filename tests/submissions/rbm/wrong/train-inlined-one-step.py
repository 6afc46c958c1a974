"""Writes the update out with a single Gibbs step (CD-1)."""
# part: train
# mistake: inlined-one-step
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        x = X[numpy.random.randint(len(X))]
        h = sigm(x @ rbm['W'] + rbm['b'])
        hs = numpy.random.binomial(1, h)
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ hs))
        hm = sigm(xm @ rbm['W'] + rbm['b'])
        rbm['W'] += lr * (numpy.outer(x, h) - numpy.outer(xm, hm))
        rbm['b'] += lr * (h - hm)
