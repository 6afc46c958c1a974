"""Takes xm = x for a copy and writes into it unit by unit."""
# part: gibbs
# mistake: mutates-x
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(xm) + rbm['b']))
        p = sigm(rbm['W'].dot(h))
        for j in range(784):
            xm[j] = numpy.random.rand() < p[j]
    return xm
