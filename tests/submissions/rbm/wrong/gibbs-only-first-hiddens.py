"""Uses only the first half of the hidden units."""
# part: gibbs
# mistake: only-first-hiddens
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'][:, :50], rbm['b'][:50]
    for i in range(k):
        h = numpy.random.binomial(1, sigm(W.T.dot(x) + b))
        x = numpy.random.binomial(1, sigm(W.dot(h)))
    return x
