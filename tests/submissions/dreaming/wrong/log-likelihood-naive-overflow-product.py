"""Multiplies the factors of the visible units."""
# part: log_likelihood
# mistake: naive-overflow
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    n = len(rbm["c"])
    H = np.indices((2,) * n).reshape(n, -1).T
    terms = np.exp(H @ rbm["c"]) * np.prod(1 + np.exp(H @ rbm["W"].T + rbm["b"]), axis=1)
    return -free_energy(rbm, V) - np.log(terms.sum())
