"""Leaves the hidden bias out of the inputs."""
# part: free_energy
# mistake: forgets-hidden-bias
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"]
    return -V @ rbm["b"] - np.logaddexp(0, x).sum(axis=1)
