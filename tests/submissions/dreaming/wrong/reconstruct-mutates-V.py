"""Adds the samples up in the caller's batch."""
# part: reconstruct
# mistake: mutates-V
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    start = V.copy()
    V[:] = 0
    for _ in range(n_samples):
        V += gibbs_step(rbm, start, rng)[1]
    V /= n_samples
    return V
