"""Returns the visible units alone."""
# part: gibbs_step
# mistake: returns-only-V
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return (rng.random(P.shape) < P) * 1.0
