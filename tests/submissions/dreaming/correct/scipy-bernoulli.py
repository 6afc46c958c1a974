"""Draws with scipy.stats and hands it the generator."""
# %% gibbs_step
from scipy.stats import bernoulli

def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = bernoulli.rvs(P, size=P.shape, random_state=rng)
    P = visible_given_hidden(rbm, H)
    V_new = bernoulli.rvs(P, size=P.shape, random_state=rng)
    return H, V_new
