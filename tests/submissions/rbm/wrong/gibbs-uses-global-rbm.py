"""Renames the argument but goes on using the notebook's rbm."""
# part: gibbs
# mistake: uses-global-rbm
# %% gibbs
def gibbs(model, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
