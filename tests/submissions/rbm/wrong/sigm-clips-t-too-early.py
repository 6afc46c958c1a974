"""Clips t at -10 and 10, where the sigmoid is not yet flat."""
# part: sigm
# mistake: clips-t-too-early
# %% sigm
def sigm(t):
    t = numpy.clip(t, -10, 10)
    return numpy.exp(t) / (1 + numpy.exp(t))
