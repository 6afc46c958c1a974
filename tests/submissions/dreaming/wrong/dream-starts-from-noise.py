"""Starts from random pixels."""
# part: dream
# mistake: starts-from-noise
# %% dream
def dream(rbm, v, steps, rng):
    chain = [rng.integers(0, 2, len(v))]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)
