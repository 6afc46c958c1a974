"""Starts from an empty image."""
# part: dream
# mistake: starts-from-zeros
# %% dream
def dream(rbm, v, steps, rng):
    chain = [np.zeros(len(v))]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)
