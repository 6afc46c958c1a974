"""Keeps the axis of the batch in the chain."""
# part: dream
# mistake: batch-axis-kept
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v[None]]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1], rng)
        chain.append(V_new)
    return np.array(chain)
