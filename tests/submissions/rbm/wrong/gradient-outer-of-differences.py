"""Takes the product of the differences instead of the difference of the products."""
# part: gradient
# mistake: outer-of-differences
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return numpy.outer(x - xm, h - hm), h - hm
