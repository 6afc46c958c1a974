"""Fills a new array in two passes with the where argument of the ufuncs."""
# %% sigm
def sigm(t):
    pos = t >= 0
    out = numpy.empty(numpy.shape(t))
    numpy.exp(-t, out=out, where=pos)
    numpy.exp(t, out=out, where=~pos)
    numpy.divide(1, 1 + out, out=out, where=pos)
    numpy.divide(out, 1 + out, out=out, where=~pos)
    return out
