"""Leaves the digit itself out of the chain."""
# part: dream
# mistake: forgets-the-start
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain[1:])
