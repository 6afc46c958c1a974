"""Records the hidden states of the chain."""
# part: dream
# mistake: records-the-hiddens
# %% dream
def dream(rbm, v, steps, rng):
    chain = []
    V = v[None]
    for _ in range(steps):
        H, V = gibbs_step(rbm, V, rng)
        chain.append(H[0])
    return np.array(chain)
