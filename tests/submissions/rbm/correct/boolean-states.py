"""Returns a boolean sample."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.uniform(size=H) < sigm(x @ rbm['W'] + rbm['b'])
        x = numpy.random.uniform(size=d) < sigm(rbm['W'] @ h)
    return x
# %% gradient
def gradient(rbm, x):
    v = gibbs(rbm, x, 3)
    p, q = sigm(x @ rbm['W'] + rbm['b']), sigm(v @ rbm['W'] + rbm['b'])
    return numpy.outer(x, p) - numpy.outer(v, q), p - q
