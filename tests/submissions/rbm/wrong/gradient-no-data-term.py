"""Returns only the second term, with its minus sign."""
# part: gradient
# mistake: no-data-term
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return -numpy.outer(xm, hm), -hm
