"""Prints the free energy instead of returning it."""
# part: free_energy
# mistake: returns-nothing
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    F = -V @ rbm["b"] - np.logaddexp(0, x).sum(axis=1)
    print(F)
