"""Returns a named tuple, which is a tuple."""
# %% gradient
from collections import namedtuple

Gradient = namedtuple('Gradient', 'dW db')

def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return Gradient(dW=numpy.outer(x, h) - numpy.outer(xm, hm), db=h - hm)
