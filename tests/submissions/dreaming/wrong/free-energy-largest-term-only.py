"""Takes the maximum of 0 and x for the softplus."""
# part: free_energy
# mistake: largest-term-only
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.maximum(0, x).sum(axis=1)
