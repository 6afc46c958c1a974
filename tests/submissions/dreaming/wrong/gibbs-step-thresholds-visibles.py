"""Draws the hidden units and rounds the visible ones."""
# part: gibbs_step
# mistake: thresholds-visibles
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, np.round(P)
