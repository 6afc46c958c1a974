"""Fills an array that is made before the loop."""
# %% dream
def dream(rbm, v, steps, rng):
    chain = np.zeros((steps + 1, len(v)))
    chain[0] = v
    for t in range(steps):
        chain[t + 1] = gibbs_step(rbm, chain[t:t + 1], rng)[1]
    return chain
