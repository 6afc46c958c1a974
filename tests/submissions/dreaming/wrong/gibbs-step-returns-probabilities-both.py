"""Draws nothing and returns probabilities of both layers."""
# part: gibbs_step
# mistake: returns-probabilities
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = P
    P = visible_given_hidden(rbm, H)
    return H, P
