"""Returns the end of a chain."""
# part: reconstruct
# mistake: last-of-the-chain
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        _, V = gibbs_step(rbm, V, rng)
    return V
