"""Returns the logarithm of the sigmoid."""
# part: sigm
# mistake: logarithm-of-sigmoid
# %% sigm
def sigm(t):
    return -numpy.logaddexp(0, -t)
