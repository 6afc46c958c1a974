"""Forgets the return."""
# part: reconstruct
# mistake: returns-nothing
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    total / n_samples
