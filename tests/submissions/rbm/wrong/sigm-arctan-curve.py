"""Uses the arctangent, which has a similar shape and other values."""
# part: sigm
# mistake: arctan-curve
# %% sigm
def sigm(t):
    return 0.5 + numpy.arctan(t) / numpy.pi
