"""Compares a whole layer with a single random number."""
# part: gibbs_step
# mistake: one-uniform-for-a-layer
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random() < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random() < P) * 1.0
