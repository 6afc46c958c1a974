"""Uses logaddexp2 instead of logaddexp."""
# part: free_energy
# mistake: base-two
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.logaddexp2(0, x).sum(axis=1)
