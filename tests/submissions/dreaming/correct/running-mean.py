"""Keeps a running mean of the samples."""
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    mean = np.zeros(V.shape)
    for i in range(n_samples):
        sample = gibbs_step(rbm, V, rng)[1]
        mean += (sample - mean) / (i + 1)
    return mean
