"""Has both comparisons the wrong way round."""
# part: gibbs_step
# mistake: inverted-comparison
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) > P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) > P) * 1.0
