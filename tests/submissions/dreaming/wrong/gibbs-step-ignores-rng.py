"""Draws from the global generator of NumPy."""
# part: gibbs_step
# mistake: ignores-rng
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (np.random.rand(*P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (np.random.rand(*P.shape) < P) * 1.0
