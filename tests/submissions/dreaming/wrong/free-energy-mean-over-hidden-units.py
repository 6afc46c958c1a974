"""Averages over the hidden units instead of adding them up."""
# part: free_energy
# mistake: mean-over-hidden-units
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.logaddexp(0, x).mean(axis=1)
