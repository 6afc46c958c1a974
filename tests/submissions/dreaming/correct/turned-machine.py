"""Gets the terms of Z as free energies of the machine turned upside down."""
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    upside_down = {"W": rbm["W"].T, "b": rbm["c"], "c": rbm["b"]}
    H = np.indices([2] * len(rbm["c"])).reshape(len(rbm["c"]), -1).T
    return -free_energy(rbm, V) - logsumexp(-free_energy(upside_down, H))
