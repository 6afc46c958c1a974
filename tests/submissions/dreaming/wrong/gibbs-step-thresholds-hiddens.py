"""Rounds the hidden units and draws the visible ones."""
# part: gibbs_step
# mistake: thresholds-hiddens
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = np.round(P)
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0
