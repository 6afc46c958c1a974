"""Empties two answer cells and types these answers into one cell at the end."""
# %% sigm
# %% gradient
# see the end
# %% end
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))

def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
