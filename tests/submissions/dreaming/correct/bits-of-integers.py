"""Reads the hidden states off the bits of integers."""
# %% log_likelihood
def log_likelihood(rbm, V):
    n = rbm["W"].shape[1]
    H = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    terms = H @ rbm["c"] + np.logaddexp(0, rbm["b"] + H @ rbm["W"].T).sum(axis=1)
    top = terms.max()
    return -free_energy(rbm, V) - (top + np.log(np.exp(terms - top).sum()))
