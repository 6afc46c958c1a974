"""Makes two steps for each row."""
# part: dream
# mistake: two-steps-per-row
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        H, V_new = gibbs_step(rbm, V_new, rng)
        chain.append(V_new[0])
    return np.array(chain)
