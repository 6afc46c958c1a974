"""Applies the step function to the probability minus a uniform number."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.heaviside(sigm(x.dot(rbm['W']) + rbm['b']) - numpy.random.uniform(0, 1, 100), 1)
        x = numpy.heaviside(sigm(rbm['W'].dot(h)) - numpy.random.uniform(0, 1, 784), 1)
    return x
