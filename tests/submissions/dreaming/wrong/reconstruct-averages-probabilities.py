"""Averages the probabilities of the visible units."""
# part: reconstruct
# mistake: averages-probabilities
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += visible_given_hidden(rbm, gibbs_step(rbm, V, rng)[0])
    return total / n_samples
