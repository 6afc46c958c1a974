"""Adds the visible term instead of subtracting it."""
# part: free_energy
# mistake: sign-of-visible-bias
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return V @ rbm["b"] - np.logaddexp(0, x).sum(axis=1)
