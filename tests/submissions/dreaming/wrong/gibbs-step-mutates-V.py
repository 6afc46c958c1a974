"""Writes the new visible units into the batch that was passed in."""
# part: gibbs_step
# mistake: mutates-V
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    V[:] = rng.random(P.shape) < P
    return H, V
