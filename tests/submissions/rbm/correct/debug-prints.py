"""Leaves debug prints in every function."""
# %% sigm
def sigm(t):
    print('t', t.shape, t.min(), t.max())
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% gibbs
import sys

def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
        print(f"step {i}: {x.sum()=} {h.mean():.3f}", file=sys.stderr)
    return x
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
        if i % 100 == 0:
            print(f"{i:6d}/{nbit} |dW| = {numpy.abs(dW).mean():.5f}", end='\r', flush=True)
    print('done')
