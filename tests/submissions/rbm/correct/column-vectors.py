"""Works with columns of shape (n, 1) inside and flattens at the end."""
# %% gibbs
def gibbs(rbm, x, k):
    b = rbm['b'].reshape(H, 1)
    v = x.reshape(d, 1)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T @ v + b))
        v = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return v.flatten()
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b'].reshape(H, 1)
    v, vm = x.reshape(d, 1), gibbs(rbm, x, 3).reshape(d, 1)
    h, hm = sigm(W.T @ v + b), sigm(W.T @ vm + b)
    return v @ h.T - vm @ hm.T, (h - hm).ravel()
