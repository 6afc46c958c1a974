"""Rounds in place of drawing."""
# part: gibbs_step
# mistake: thresholds-at-half
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (P > 0.5) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (P > 0.5) * 1.0
