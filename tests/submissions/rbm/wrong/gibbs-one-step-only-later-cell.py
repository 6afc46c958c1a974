"""Has a later cell that defines gibbs again, without the loop."""
# part: gibbs
# mistake: one-step-only
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x
# %% after train
def gibbs(rbm, x, k=1):
    h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
    return numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
