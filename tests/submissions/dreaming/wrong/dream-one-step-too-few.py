"""Makes one step too few."""
# part: dream
# mistake: one-step-too-few
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps - 1):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)
