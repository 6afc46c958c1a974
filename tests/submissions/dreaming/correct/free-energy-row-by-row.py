"""Goes through the rows in a loop."""
# %% free_energy
def free_energy(rbm, V):
    F = []
    for v in V:
        x = rbm["c"] + rbm["W"].T @ v
        F.append(-np.dot(rbm["b"], v) - np.sum(np.logaddexp(0, x)))
    return np.array(F)
