"""Takes the integer part of the probability plus a uniform number."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.floor(sigm(x.dot(rbm['W']) + rbm['b']) + numpy.random.random_sample(100))
        x = numpy.floor(sigm(rbm['W'].dot(h)) + numpy.random.random_sample(784))
    return x
