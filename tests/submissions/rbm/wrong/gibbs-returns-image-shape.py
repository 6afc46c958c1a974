"""Returns the sample as an image of 28 by 28 pixels."""
# part: gibbs
# mistake: returns-image-shape
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.random.binomial(1, sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'].dot(h)))
    return x.reshape(28, 28)
