"""The first step stands before the loop, and the bias is forgotten within."""
# part: gibbs
# mistake: bias-in-first-step-only
# %% gibbs
def gibbs(rbm, x, k):
    h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
    for i in range(k):
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ h))
        h = numpy.random.binomial(1, sigm(xm @ rbm['W']))
    return xm
