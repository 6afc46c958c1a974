"""Draws one row after the other."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    H, V_new = [], []
    for v in V:
        p = hidden_given_visible(rbm, v[None, :])[0]
        h = (rng.random(len(p)) < p).astype(float)
        q = visible_given_hidden(rbm, h[None, :])[0]
        H.append(h)
        V_new.append((rng.random(len(q)) < q).astype(float))
    return np.array(H), np.array(V_new)
