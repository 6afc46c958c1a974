"""Computes the sigmoid in a loop, subtracts the gradient and trains copies."""
# %% sigm
import math

def sigm(t):
    result = []
    for v in t:
        result.append(0.5 * (1 + math.tanh(v / 2)))
    return numpy.array(result)
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    W, b = rbm['W'].copy(), rbm['b'].copy()
    for i in range(nbit):
        x = X[numpy.random.randint(len(X))]
        dW, db = gradient({'W': W, 'b': b}, x)
        W = W - lr * dW
        b = b - lr * db
    return W, b
