"""Adds logistic noise to the inputs and looks at the sign."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    x = V @ rbm["W"] + rbm["c"]
    H = (x + rng.logistic(size=x.shape) > 0) * 1.0
    y = H @ rbm["W"].T + rbm["b"]
    return H, (y + rng.logistic(size=y.shape) > 0) * 1.0
