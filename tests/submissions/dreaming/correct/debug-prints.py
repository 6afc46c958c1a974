"""Leaves debugging prints in the functions."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    print('P', P.mean())
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0

# %% dream
def dream(rbm, v, steps, rng):
    print(len(v), 'pixels')
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)
