"""Uses 1 / (1 + exp(-t)), which warns of an overflow and still gives zero there."""
# %% sigm
def sigm(t):
    return 1 / (1 + numpy.exp(-t))
