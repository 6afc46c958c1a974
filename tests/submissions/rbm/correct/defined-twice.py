"""Has wrong first attempts in the answer cells and right definitions in later cells."""
# %% sigm
def sigm(t):
    return numpy.exp(t) / (1 + numpy.exp(t))
# %% after sigm
# stable now
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% gibbs
def gibbs(rbm, x, k):
    return sigm(rbm['W'].dot(sigm(rbm['W'].T.dot(x))))

def gibbs(rbm, x, k):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    pass
# %% end
def train(rbm, X, lr=0.02, nbit=60_000):
    for _ in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
