"""Does not call the free energy but writes it out."""
# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    def unnormalised(V, W, b, c):
        return V @ b + np.logaddexp(0, V @ W + c).sum(axis=1)
    H = states(len(rbm["c"]))
    log_Z = logsumexp(unnormalised(H, rbm["W"].T, rbm["c"], rbm["b"]))
    return unnormalised(V, rbm["W"], rbm["b"], rbm["c"]) - log_Z
