"""Adds the samples up with the built-in sum."""
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return sum(gibbs_step(rbm, V, rng)[1] for sample in range(n_samples)) / n_samples
