"""Starts a generator with a fixed seed in every call."""
# part: dream
# mistake: fixed-seed-inside
# %% dream
def dream(rbm, v, steps, rng):
    rng = np.random.default_rng(3)
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)
