"""Calls gibbs and gradient with keyword arguments."""
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, k=3)
    h, hm = sigm(t=x @ rbm['W'] + rbm['b']), sigm(t=xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm=rbm, x=X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
