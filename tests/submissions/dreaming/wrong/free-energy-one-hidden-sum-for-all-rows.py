"""Forgets the axis of the sum, so that all rows are added up."""
# part: free_energy
# mistake: one-hidden-sum-for-all-rows
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.logaddexp(0, x).sum()
