"""Passes -t to the sigmoid of scipy."""
# part: sigm
# mistake: wrong-sign
# %% sigm
from scipy.special import expit

def sigm(t):
    return expit(-t)
