"""Uses exp(-|t|) on both sides, so that large t come out as zero."""
# part: sigm
# mistake: mirrors-large-t
# %% sigm
def sigm(t):
    e = numpy.exp(-abs(t))
    return e / (1 + e)
