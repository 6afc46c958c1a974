"""Has the comparison with the random numbers the wrong way round."""
# part: gibbs
# mistake: inverted-comparison
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = 1.0 * (numpy.random.rand(100) > sigm(rbm['W'].T.dot(x) + rbm['b']))
        x = 1.0 * (numpy.random.rand(784) > sigm(rbm['W'].dot(h)))
    return x
