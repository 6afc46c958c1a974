"""Clips t at -1 and 1."""
# part: sigm
# mistake: clips-t-too-early
# %% sigm
def sigm(t):
    return 1 / (1 + numpy.exp(-numpy.maximum(-1, numpy.minimum(1, t))))
