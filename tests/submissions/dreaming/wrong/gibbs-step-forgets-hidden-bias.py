"""Writes the hidden probabilities out and forgets their bias."""
# part: gibbs_step
# mistake: forgets-hidden-bias
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = expit(V @ rbm["W"])
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0
