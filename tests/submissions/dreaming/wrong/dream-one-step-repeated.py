"""Makes one step before the loop and appends it again and again."""
# part: dream
# mistake: one-step-repeated
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    H, V_new = gibbs_step(rbm, v[None], rng)
    for _ in range(steps):
        chain.append(V_new[0])
    return np.array(chain)
