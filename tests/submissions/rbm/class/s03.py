"""Has the overflowing sigmoid; everything else is right."""
# %% sigm
def sigm(t):
    return numpy.exp(t) / (1 + numpy.exp(t))
