"""Has a later cell that defines gradient again, with CD-1."""
# part: gradient
# mistake: one-gibbs-step
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
# %% before train
# faster
def gradient(rbm, x, k=1):
    xm = gibbs(rbm, x, k)
    h, hm = sigm(x @ rbm['W'] + rbm['b']), sigm(xm @ rbm['W'] + rbm['b'])
    return numpy.outer(x, h) - numpy.outer(xm, hm), h - hm
