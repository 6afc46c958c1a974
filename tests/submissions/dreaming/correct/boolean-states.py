"""Keeps the states as booleans."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = rng.random(P.shape) < P
    Q = visible_given_hidden(rbm, H)
    return H, rng.random(Q.shape) < Q
