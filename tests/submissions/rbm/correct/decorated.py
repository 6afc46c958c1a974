"""Counts the calls of each function with a decorator."""
# %% top
import functools

calls = {}

def counted(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        calls[f.__name__] = calls.get(f.__name__, 0) + 1
        return f(*args, **kwargs)
    return wrapper
# %% sigm
@counted
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% gibbs
@counted
def gibbs(rbm, x, k):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
# %% gradient
@counted
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
