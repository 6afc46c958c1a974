"""Samples by comparing uniform random numbers with the probabilities."""
# %% gibbs
def gibbs(rbm, x, k):
    W = rbm['W']
    b = rbm['b']
    xm = x
    for i in range(k):
        p_h = sigm(numpy.dot(xm, W) + b)
        h = (numpy.random.rand(*p_h.shape) < p_h).astype('float')
        p_x = sigm(numpy.dot(W, h))
        xm = (numpy.random.rand(*p_x.shape) < p_x).astype('float')
    return xm
