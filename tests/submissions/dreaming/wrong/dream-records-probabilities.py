"""Records the probabilities of the images instead of the images."""
# part: dream
# mistake: records-probabilities
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    V = v[None]
    for _ in range(steps):
        H, _ = gibbs_step(rbm, V, rng)
        P = visible_given_hidden(rbm, H)
        V = (rng.random(P.shape) < P) * 1.0
        chain.append(P[0])
    return np.array(chain)
