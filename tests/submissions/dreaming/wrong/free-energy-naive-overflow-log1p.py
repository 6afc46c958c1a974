"""Uses log1p, but of an exponential that overflows."""
# part: free_energy
# mistake: naive-overflow
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.log1p(np.exp(x)).sum(axis=1)
