"""Returns the free energy with the opposite sign."""
# part: free_energy
# mistake: wrong-sign
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return V @ rbm["b"] + np.logaddexp(0, x).sum(axis=1)
