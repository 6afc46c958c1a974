"""Forgets to store what the step returns."""
# part: dream
# mistake: never-moves
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(chain[-1])
    return np.array(chain)
