"""Forgets the 1 in log(1 + exp(x))."""
# part: free_energy
# mistake: forgets-the-one
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.log(np.exp(x)).sum(axis=1)
