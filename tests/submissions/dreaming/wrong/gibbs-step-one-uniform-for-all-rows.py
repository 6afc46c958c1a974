"""Draws one random number for each unit and uses it in all rows."""
# part: gibbs_step
# mistake: one-uniform-for-all-rows
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape[1]) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape[1]) < P) * 1.0
