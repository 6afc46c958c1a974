"""Returns a dictionary in place of a tuple."""
# part: gradient
# mistake: returns-dict
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return {'W': numpy.outer(x, h) - numpy.outer(xm, hm), 'b': h - hm}
