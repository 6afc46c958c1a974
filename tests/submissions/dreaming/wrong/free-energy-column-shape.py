"""Keeps the summed axis and returns a column."""
# part: free_energy
# mistake: column-shape
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"][:, None] - np.logaddexp(0, x).sum(axis=1, keepdims=True)
