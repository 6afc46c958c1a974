"""Makes gibbs and train with functools.partial."""
# %% gibbs
from functools import partial

def chain(rbm, x, k, sample):
    for _ in range(k):
        h = sample(p=sigm(x @ rbm['W'] + rbm['b']))
        x = sample(p=sigm(rbm['W'] @ h))
    return x

gibbs = partial(chain, sample=partial(numpy.random.binomial, 1))
# %% train
def ascent(update, rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        update(rbm, lr, *gradient(rbm, X[numpy.random.randint(len(X))]))

def add(rbm, lr, dW, db):
    rbm['W'] += lr * dW
    rbm['b'] += lr * db

train = partial(ascent, add)
