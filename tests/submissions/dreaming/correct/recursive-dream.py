"""Dreams by recursion."""
# %% dream
def dream(rbm, v, steps, rng):
    if steps == 0:
        return np.array([v])
    _, following = gibbs_step(rbm, np.array([v]), rng)
    return np.vstack([v, dream(rbm, following[0], steps - 1, rng)])
