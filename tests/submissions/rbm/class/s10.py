"""Returns probabilities from gibbs and uses the first digit only in training."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        p = sigm(rbm['W'].dot(h))
        x = numpy.random.binomial(1, p)
    return p
# %% train
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[0])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
