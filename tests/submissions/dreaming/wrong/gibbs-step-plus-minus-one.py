"""Codes the states as -1 and 1."""
# part: gibbs_step
# mistake: plus-minus-one
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    V_new = (rng.random(P.shape) < P) * 1.0
    return 2 * H - 1, 2 * V_new - 1
