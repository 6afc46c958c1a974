"""Returns a column."""
# part: log_likelihood
# mistake: column-shape
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    n = len(rbm["c"])
    H = np.indices((2,) * n).reshape(n, -1).T
    terms = H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1)
    return (-free_energy(rbm, V) - logsumexp(terms))[:, None]
