"""Uses the distribution function of the normal distribution."""
# part: sigm
# mistake: normal-distribution-curve
# %% sigm
from scipy.stats import norm

def sigm(t):
    return norm.cdf(t)
