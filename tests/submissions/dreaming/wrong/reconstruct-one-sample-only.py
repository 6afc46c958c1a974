"""Returns a single sample."""
# part: reconstruct
# mistake: one-sample-only
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return gibbs_step(rbm, V, rng)[1]
