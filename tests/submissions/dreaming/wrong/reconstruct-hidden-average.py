"""Averages the first of the two layers that a step returns."""
# part: reconstruct
# mistake: hidden-average
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = 0
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[0]
    return total / n_samples
