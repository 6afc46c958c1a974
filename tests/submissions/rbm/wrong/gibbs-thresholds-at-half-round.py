"""Rounds the probabilities in place of sampling."""
# part: gibbs
# mistake: thresholds-at-half
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = numpy.round(sigm(x.dot(rbm['W']) + rbm['b']))
        x = numpy.round(sigm(h.dot(rbm['W'].T)))
    return x
