"""Draws with the generator's binomial."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    H = rng.binomial(1, hidden_given_visible(rbm, V))
    V_new = rng.binomial(1, visible_given_hidden(rbm, H))
    return H, V_new
