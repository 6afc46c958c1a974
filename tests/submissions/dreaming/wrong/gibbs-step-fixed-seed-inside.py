"""Makes a generator with a fixed seed inside."""
# part: gibbs_step
# mistake: fixed-seed-inside
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    rng = np.random.default_rng(42)
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0
