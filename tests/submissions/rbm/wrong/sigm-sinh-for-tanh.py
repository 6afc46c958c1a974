"""Confuses the tanh with the sinh."""
# part: sigm
# mistake: sinh-for-tanh
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.sinh(0.5 * numpy.clip(t, -500, 500)))
