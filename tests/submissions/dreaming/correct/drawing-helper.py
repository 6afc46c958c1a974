"""Has a helper for drawing in a cell above."""
# %% before gibbs_step
def flip(P, rng):
    return np.less(rng.random(P.shape), P).astype(np.float64)

# %% gibbs_step
def gibbs_step(rbm, V, rng):
    H = flip(hidden_given_visible(rbm, V), rng)
    return H, flip(visible_given_hidden(rbm, H), rng)
