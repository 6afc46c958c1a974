"""Writes short functions as lambdas."""
# %% sigm
sigm = lambda t: .5 * (1 + numpy.tanh(.5 * t))
# %% gibbs
bern = lambda p: numpy.random.binomial(1, p)
step = lambda rbm, x: bern(sigm(rbm['W'].dot(bern(sigm(x.dot(rbm['W']) + rbm['b'])))))
gibbs = lambda rbm, x, k: x if k == 0 else gibbs(rbm, step(rbm, x), k - 1)
# %% gradient
stats = lambda rbm, v: sigm(v.dot(rbm['W']) + rbm['b'])

def gradient(rbm, x):
    v = gibbs(rbm, x, 3)
    return numpy.outer(x, stats(rbm, x)) - numpy.outer(v, stats(rbm, v)), stats(rbm, x) - stats(rbm, v)
