"""Divides the difference by the number of Gibbs steps."""
# part: gradient
# mistake: divides-by-steps
# %% gradient
def gradient(rbm, x):
    k = 3
    xm = gibbs(rbm, x, k)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return (numpy.outer(x, h) - numpy.outer(xm, hm)) / k, (h - hm) / k
