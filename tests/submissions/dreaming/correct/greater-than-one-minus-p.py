"""Compares with the probability of zero."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) > 1 - P).astype(float)
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) > 1 - P).astype(float)
