"""Draws with scipy.stats and hands it the generator."""
# %% gibbs_step
from scipy.stats import bernoulli

def gibbs_step(rbm, V, rng):
    H = bernoulli.rvs(np.clip(hidden_given_visible(rbm, V), 0, 1), random_state=rng)
    V_new = bernoulli.rvs(np.clip(visible_given_hidden(rbm, H), 0, 1), random_state=rng)
    return H, V_new
