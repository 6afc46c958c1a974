"""Collects the samples in a list and takes the mean."""
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return np.mean([gibbs_step(rbm, V, rng)[1] for _ in range(n_samples)], axis=0)
