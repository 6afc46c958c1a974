"""Adds the inputs themselves."""
# part: free_energy
# mistake: forgets-the-one
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - x.sum(axis=1)
