"""Leaves the hidden bias out of Z."""
# part: log_likelihood
# mistake: forgets-hidden-bias-in-Z
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    n = len(rbm["c"])
    H = np.indices((2,) * n).reshape(n, -1).T
    terms = np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1)
    return -free_energy(rbm, V) - logsumexp(terms)
