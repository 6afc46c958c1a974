"""Returns the samples instead of their average."""
# part: reconstruct
# mistake: returns-all-samples
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return np.array([gibbs_step(rbm, V, rng)[1] for _ in range(n_samples)])
