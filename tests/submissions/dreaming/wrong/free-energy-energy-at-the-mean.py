"""Puts the mean hidden state into the energy."""
# part: free_energy
# mistake: energy-at-the-mean
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - (x / (1 + np.exp(-x))).sum(axis=1)
