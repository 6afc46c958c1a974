"""Fills in only the elements with t < 0."""
# part: sigm
# mistake: positives-left-zero
# %% sigm
def sigm(t):
    out = numpy.zeros_like(t)
    neg = t < 0
    e = numpy.exp(t[neg])
    out[neg] = e / (1 + e)
    return out
