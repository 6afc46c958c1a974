"""Draws both layers but returns P(h|v) in place of the hidden states."""
# part: gibbs_step
# mistake: returns-hidden-probabilities
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P_h = hidden_given_visible(rbm, V)
    H = (rng.random(P_h.shape) < P_h) * 1.0
    P = visible_given_hidden(rbm, H)
    return P_h, (rng.random(P.shape) < P) * 1.0
