"""Uses the distribution function of scipy's logistic distribution."""
# %% sigm
from scipy import stats

def sigm(t):
    return stats.logistic.cdf(t)
