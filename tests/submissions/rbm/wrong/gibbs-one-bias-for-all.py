"""Uses the bias of the first hidden unit for all of them."""
# part: gibbs
# mistake: one-bias-for-all
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b'][0]))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
