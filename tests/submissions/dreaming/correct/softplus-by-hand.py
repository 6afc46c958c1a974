"""Writes the softplus with a maximum and log1p."""
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    softplus = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return -(V @ rbm["b"]) - softplus.sum(axis=1)
