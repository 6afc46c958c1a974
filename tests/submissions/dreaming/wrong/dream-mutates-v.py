"""Writes every state into the caller's digit."""
# part: dream
# mistake: mutates-v
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v.copy()]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, v[None], rng)
        v[:] = V_new[0]
        chain.append(v.copy())
    return np.array(chain)
