"""Returns the right values in sorted order."""
# part: sigm
# mistake: sorts
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * numpy.sort(t)))
