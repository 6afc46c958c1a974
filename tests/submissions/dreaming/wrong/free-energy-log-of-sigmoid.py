"""Adds logarithms of the probabilities instead of log(1 + exp(x))."""
# part: free_energy
# mistake: log-of-sigmoid
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] + np.logaddexp(0, -x).sum(axis=1)
