"""Returns the samples of all k steps stacked on each other."""
# part: gibbs
# mistake: returns-all-steps
# %% gibbs
def gibbs(rbm, x, k):
    chain = []
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
        chain.append(x)
    return numpy.array(chain)
