"""Counts the samples from one."""
# part: reconstruct
# mistake: one-sample-too-few
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(1, n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total / n_samples
