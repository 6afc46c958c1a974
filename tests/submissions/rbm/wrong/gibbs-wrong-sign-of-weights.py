"""Has a minus in front of the weights in both layers."""
# part: gibbs
# mistake: wrong-sign-of-weights
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(-rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(-rbm['W'].dot(h)))
    return x
