"""Draws the hidden states once, before the loop."""
# part: reconstruct
# mistake: hiddens-drawn-once
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    H, _ = gibbs_step(rbm, V, rng)
    P = visible_given_hidden(rbm, H)
    for _ in range(n_samples):
        total += rng.random(P.shape) < P
    return total / n_samples
