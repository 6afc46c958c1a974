"""Fills in only the elements with t >= 0."""
# part: sigm
# mistake: negatives-left-zero
# %% sigm
def sigm(t):
    out = numpy.zeros(t.shape)
    pos = t >= 0
    out[pos] = 1 / (1 + numpy.exp(-t[pos]))
    return out
