"""Appends one and the same array, which changes in every step."""
# part: dream
# mistake: all-rows-are-the-last
# %% dream
def dream(rbm, v, steps, rng):
    state = v.copy()
    chain = [state]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, state[None], rng)
        state[:] = V_new[0]
        chain.append(state)
    return np.array(chain)
