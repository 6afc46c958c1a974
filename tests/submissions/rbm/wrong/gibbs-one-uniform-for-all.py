"""Compares all units of a layer with one and the same random number."""
# part: gibbs
# mistake: one-uniform-for-all
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = (numpy.random.rand() < sigm(rbm['W'].T.dot(x) + rbm['b'])).astype(int)
        x = (numpy.random.rand() < sigm(rbm['W'].dot(h))).astype(int)
    return x
