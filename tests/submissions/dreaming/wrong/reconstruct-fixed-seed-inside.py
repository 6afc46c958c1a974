"""Starts a generator with a fixed seed in every call."""
# part: reconstruct
# mistake: fixed-seed-inside
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    rng = np.random.default_rng(1)
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total / n_samples
