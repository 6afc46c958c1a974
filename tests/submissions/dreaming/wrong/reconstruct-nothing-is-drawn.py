"""Returns the probabilities given the hidden probabilities."""
# part: reconstruct
# mistake: nothing-is-drawn
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return visible_given_hidden(rbm, hidden_given_visible(rbm, V))
