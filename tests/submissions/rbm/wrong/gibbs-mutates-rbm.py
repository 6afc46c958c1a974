"""Adds the activations to the bias in place and so changes the RBM."""
# part: gibbs
# mistake: mutates-rbm
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        a = rbm['b']
        a += rbm['W'].T.dot(x)
        h = numpy.random.binomial(1, sigm(a))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
