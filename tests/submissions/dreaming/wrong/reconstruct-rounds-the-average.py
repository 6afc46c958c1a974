"""Makes the average black and white."""
# part: reconstruct
# mistake: rounds-the-average
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return np.round(total / n_samples)
