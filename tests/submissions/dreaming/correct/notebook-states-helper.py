"""Uses the helper `states` of the notebook and logaddexp.reduce."""
# %% log_likelihood
def log_likelihood(rbm, V):
    H = states(rbm["c"].size)
    log_Z = np.logaddexp.reduce(H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(1))
    return -free_energy(rbm, V) - log_Z
