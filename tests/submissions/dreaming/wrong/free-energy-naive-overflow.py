"""Computes log(1 + exp(x)) as it stands, which overflows."""
# part: free_energy
# mistake: naive-overflow
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.log(1 + np.exp(x)).sum(axis=1)
