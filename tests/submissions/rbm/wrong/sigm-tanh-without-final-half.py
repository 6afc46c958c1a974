"""Adds one to tanh(t/2) and forgets to divide by two."""
# part: sigm
# mistake: tanh-without-final-half
# %% sigm
def sigm(t):
    return 1 + numpy.tanh(t / 2)
