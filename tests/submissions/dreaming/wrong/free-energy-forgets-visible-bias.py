"""Leaves out the term of the visible bias."""
# part: free_energy
# mistake: forgets-visible-bias
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -np.logaddexp(0, x).sum(axis=1)
