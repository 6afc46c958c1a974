"""Enumerates the hidden states with itertools."""
# %% log_likelihood
from itertools import product
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    H = np.array(list(product([0, 1], repeat=len(rbm["c"]))))
    log_terms = H @ rbm["c"] + np.logaddexp(0, rbm["b"] + H @ rbm["W"].T).sum(axis=1)
    return -free_energy(rbm, V) - logsumexp(log_terms)
