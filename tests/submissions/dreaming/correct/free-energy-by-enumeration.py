"""Sums over all hidden states, as the definition says."""
# %% free_energy
from scipy.special import logsumexp

def free_energy(rbm, V):
    H = states(len(rbm["c"]))
    return -logsumexp(-energy(rbm, V, H), axis=1)
