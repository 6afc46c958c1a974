"""Starts each step from the digit again."""
# part: dream
# mistake: restarts-from-v
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, v[None], rng)
        chain.append(V_new[0])
    return np.array(chain)
