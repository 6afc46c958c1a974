"""Forgets to divide by the number of samples."""
# part: reconstruct
# mistake: sum-instead-of-average
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total
