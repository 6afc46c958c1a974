"""Splits by index arrays from numpy.nonzero."""
# %% sigm
def sigm(t):
    t = numpy.asarray(t, dtype=float)
    r = numpy.ones(t.shape)
    i = numpy.nonzero(t < 0)
    j = numpy.nonzero(t >= 0)
    r[i] = numpy.exp(t[i]) / (1.0 + numpy.exp(t[i]))
    r[j] = 1.0 / (1.0 + numpy.exp(-t[j]))
    return r
