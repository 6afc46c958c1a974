"""Adds one sample too many."""
# part: reconstruct
# mistake: one-sample-too-many
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = gibbs_step(rbm, V, rng)[1]
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total / n_samples
