"""Starts each sample from the one before."""
# part: reconstruct
# mistake: continues-the-chain
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        _, V = gibbs_step(rbm, V, rng)
        total += V
    return total / n_samples
