"""Overwrites the total instead of adding to it."""
# part: reconstruct
# mistake: same-sample-every-time
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total = gibbs_step(rbm, V, rng)[1]
    return total / n_samples
