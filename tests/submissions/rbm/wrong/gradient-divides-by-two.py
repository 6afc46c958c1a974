"""Takes the mean of the two terms, half of the difference."""
# part: gradient
# mistake: divides-by-two
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return 0.5 * (numpy.outer(x, h) - numpy.outer(xm, hm)), 0.5 * (h - hm)
