"""Treats non-negative and negative values apart with boolean masks."""
# %% sigm
def sigm(t):
    s = numpy.zeros(t.shape)
    pos = t >= 0
    neg = numpy.logical_not(pos)
    s[pos] = 1 / (1 + numpy.exp(-t[pos]))
    e = numpy.exp(t[neg])
    s[neg] = e / (1 + e)
    return s
