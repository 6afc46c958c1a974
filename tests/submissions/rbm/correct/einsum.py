"""Writes every product with einsum."""
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'], rbm['b']
    for i in range(k):
        h = numpy.random.binomial(1, sigm(numpy.einsum('ij,i->j', W, x) + b))
        x = numpy.random.binomial(1, sigm(numpy.einsum('ij,j->i', W, h)))
    return x
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    v = numpy.array([x, xm], dtype=float)
    p = sigm(numpy.einsum('ij,ni->nj', rbm['W'], v) + rbm['b'])
    s = numpy.array([1.0, -1.0])
    return numpy.einsum('n,ni,nj->ij', s, v, p), numpy.einsum('n,nj->j', s, p)
