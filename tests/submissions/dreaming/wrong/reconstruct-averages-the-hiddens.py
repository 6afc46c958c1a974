"""Averages the hidden states and makes an image of the average."""
# part: reconstruct
# mistake: averages-the-hiddens
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros((len(V), len(rbm["c"])))
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[0]
    return visible_given_hidden(rbm, total / n_samples)
