"""Has the number of hidden units written into the function."""
# part: log_likelihood
# mistake: ten-units-only
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    n = 10
    H = np.indices((2,) * n).reshape(n, -1).T
    terms = H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1)
    return -free_energy(rbm, V) - logsumexp(terms)
