"""Keeps one-row batches and stacks them at the end."""
# %% dream
def dream(rbm, v, steps, rng):
    states_seen = [v.reshape(1, -1)]
    while len(states_seen) <= steps:
        states_seen.append(gibbs_step(rbm, states_seen[-1], rng)[1])
    return np.vstack(states_seen)
