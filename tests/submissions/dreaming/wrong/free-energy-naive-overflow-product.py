"""Multiplies the factors first and takes the logarithm at the end."""
# part: free_energy
# mistake: naive-overflow
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.log(np.prod(1 + np.exp(x), axis=1))
