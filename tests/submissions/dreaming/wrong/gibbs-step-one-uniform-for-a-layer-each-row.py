"""Draws one random number for each row."""
# part: gibbs_step
# mistake: one-uniform-for-a-layer
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random((len(P), 1)) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random((len(P), 1)) < P) * 1.0
