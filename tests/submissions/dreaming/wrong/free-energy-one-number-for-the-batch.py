"""Averages over the batch, as the monitoring of training does."""
# part: free_energy
# mistake: one-number-for-the-batch
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    F = -V @ rbm["b"] - np.logaddexp(0, x).sum(axis=1)
    return F.mean()
