"""Clips t at -20 and 20, where the error is still above 1e-9."""
# part: sigm
# mistake: clips-t-too-early
# %% sigm
def sigm(t):
    return 1.0 / (1.0 + numpy.exp(-numpy.clip(t, -20, 20)))
