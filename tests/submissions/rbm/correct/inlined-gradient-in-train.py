"""Calls gibbs from train and writes the gradient out there."""
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for it in range(nbit):
        x = X[numpy.random.randint(len(X))]
        xm = gibbs(rbm, x, 3)
        h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
        rbm['W'] += lr * (numpy.outer(x, h) - numpy.outer(xm, hm))
        rbm['b'] += lr * (h - hm)
