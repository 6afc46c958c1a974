"""Returns the mean over the samples of all steps."""
# part: gibbs
# mistake: returns-mean-of-steps
# %% gibbs
def gibbs(rbm, x, k):
    total = numpy.zeros(784)
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
        total += x
    return total / k
