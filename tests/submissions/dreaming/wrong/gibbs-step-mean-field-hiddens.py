"""Uses the hidden probabilities as if they were states."""
# part: gibbs_step
# mistake: mean-field-hiddens
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = P
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0
