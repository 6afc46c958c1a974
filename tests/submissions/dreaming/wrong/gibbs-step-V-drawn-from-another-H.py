"""Draws the hidden units twice, once for the result and once for the visible units."""
# part: gibbs_step
# mistake: V-drawn-from-another-H
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    H_other = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H_other)
    return H, (rng.random(P.shape) < P) * 1.0
