"""Draws all samples at once from repeated rows."""
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    many = np.repeat(V, n_samples, axis=0)
    _, samples = gibbs_step(rbm, many, rng)
    return samples.reshape(len(V), n_samples, -1).mean(axis=1)
