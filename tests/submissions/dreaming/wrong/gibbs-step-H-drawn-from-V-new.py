"""Draws the hidden units that it returns from the new visible ones."""
# part: gibbs_step
# mistake: H-drawn-from-V-new
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    V_new = (rng.random(P.shape) < P) * 1.0
    P = hidden_given_visible(rbm, V_new)
    return (rng.random(P.shape) < P) * 1.0, V_new
