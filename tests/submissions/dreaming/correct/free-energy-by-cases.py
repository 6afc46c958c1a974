"""Treats large inputs apart."""
# %% free_energy
def free_energy(rbm, V):
    x = V.dot(rbm["W"]) + rbm["c"]
    term = np.where(x > 30, x, np.log1p(np.exp(np.minimum(x, 30))))
    return -V.dot(rbm["b"]) - term.sum(1)
