"""Uses |t| to avoid the overflow and forgets to undo it for negative t."""
# part: sigm
# mistake: takes-absolute-value
# %% sigm
def sigm(t):
    return 1 / (1 + numpy.exp(-numpy.abs(t)))
