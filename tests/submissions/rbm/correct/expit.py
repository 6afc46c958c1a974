"""Uses expit of scipy."""
# %% top
from scipy.special import expit
# %% sigm
def sigm(t):
    return expit(t)
