"""Computes the sigmoid of |t| and mirrors it where t is negative."""
# %% sigm
def sigm(t):
    s = 1 / (1 + numpy.exp(-abs(t)))
    return s * (t >= 0) + (1 - s) * (t < 0)
