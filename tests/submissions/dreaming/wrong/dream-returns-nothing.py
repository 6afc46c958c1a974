"""Forgets the return."""
# part: dream
# mistake: returns-nothing
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    np.array(chain)
