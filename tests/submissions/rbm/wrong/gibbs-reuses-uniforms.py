"""Draws the random numbers once before the loop and reuses them in every step."""
# part: gibbs
# mistake: reuses-uniforms
# %% gibbs
def gibbs(rbm, x, k):
    u = numpy.random.rand(100)
    v = numpy.random.rand(784)
    xm = x
    for i in range(k):
        h = 1 * (u < sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = 1 * (v < sigm(rbm['W'].dot(h)))
    return xm
