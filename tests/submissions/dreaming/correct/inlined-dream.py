"""Writes the two draws out."""
# %% dream
def dream(rbm, v, steps, rng):
    out = [v]
    x = v
    for _ in range(steps):
        h = rng.random(len(rbm["c"])) < expit(x @ rbm["W"] + rbm["c"])
        x = (rng.random(len(rbm["b"])) < expit(rbm["W"] @ h + rbm["b"])).astype(float)
        out.append(x)
    return np.asarray(out)
