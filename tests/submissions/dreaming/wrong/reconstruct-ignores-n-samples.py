"""Always averages a hundred samples."""
# part: reconstruct
# mistake: ignores-n-samples
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(100):
        total += gibbs_step(rbm, V, rng)[1]
    return total / 100
