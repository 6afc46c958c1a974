"""Gives every argument another name."""
# %% sigm
def sigm(values):
    return 0.5 * (1 + numpy.tanh(0.5 * values))
# %% gibbs
def gibbs(model, v, steps):
    for _ in range(steps):
        h = numpy.random.binomial(1, sigm(v @ model['W'] + model['b']))
        v = numpy.random.binomial(1, sigm(model['W'] @ h))
    return v
# %% gradient
def gradient(model, v):
    fantasy = gibbs(model, v, steps=3)
    p, q = sigm(v @ model['W'] + model['b']), sigm(fantasy @ model['W'] + model['b'])
    return numpy.outer(v, p) - numpy.outer(fantasy, q), p - q
# %% train
def train(model, data, gamma=0.05, iterations=10000):
    for _ in range(iterations):
        gW, gb = gradient(model, data[numpy.random.randint(data.shape[0])])
        model['W'] += gamma * gW
        model['b'] += gamma * gb
