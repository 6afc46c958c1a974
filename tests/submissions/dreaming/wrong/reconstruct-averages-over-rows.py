"""Averages over the digits as well."""
# part: reconstruct
# mistake: averages-over-rows
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total.mean(axis=0) / n_samples
