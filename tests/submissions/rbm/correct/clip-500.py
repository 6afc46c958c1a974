"""Clips the exponent at -500 and 500, far beyond where the sigmoid is flat."""
# %% sigm
def sigm(t):
    t = numpy.clip(t, -500, 500)
    return 1 / (1 + numpy.exp(-t))
