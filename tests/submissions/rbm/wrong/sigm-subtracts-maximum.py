"""Subtracts the maximum first, which is right for a softmax only."""
# part: sigm
# mistake: subtracts-maximum
# %% sigm
def sigm(t):
    e = numpy.exp(t - numpy.max(t))
    return e / (1 + e)
