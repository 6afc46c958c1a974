"""Forgets to sum over the hidden units."""
# part: free_energy
# mistake: not-summed
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -(V @ rbm["b"])[:, None] - np.logaddexp(0, x)
