"""Writes the visible probabilities out and forgets their bias."""
# part: gibbs_step
# mistake: forgets-visible-bias
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = expit(H @ rbm["W"].T)
    return H, (rng.random(P.shape) < P) * 1.0
