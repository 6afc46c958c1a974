"""Uses rng.uniform with a size."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    n = V.shape[0]
    p_h = hidden_given_visible(rbm, V)
    H = np.where(rng.uniform(size=(n, len(rbm["c"]))) < p_h, 1, 0)
    p_v = visible_given_hidden(rbm, H)
    V_new = np.where(rng.uniform(size=(n, len(rbm["b"]))) < p_v, 1, 0)
    return H, V_new
