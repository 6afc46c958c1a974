"""Returns the pair in the other order."""
# part: gibbs_step
# mistake: swapped-pair
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    V_new = (rng.random(P.shape) < P) * 1.0
    return V_new, H
