"""Draws from scipy.stats.bernoulli."""
# %% gibbs
from scipy.stats import bernoulli

def gibbs(rbm, x, k):
    xm = x
    for i in range(k):
        h = bernoulli.rvs(sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = bernoulli.rvs(sigm(rbm['W'].dot(h)))
    return xm
