"""Adds a small number to the denominator for safety."""
# part: sigm
# mistake: adds-epsilon
# %% sigm
def sigm(t):
    return 1 / (1 + numpy.exp(-numpy.clip(t, -500, 500)) + 1e-6)
