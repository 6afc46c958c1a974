"""Starts the sum from the digit itself."""
# part: reconstruct
# mistake: counts-V-as-a-sample
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = V.copy()
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total / n_samples
