"""Doubles the argument of the tanh instead of halving it."""
# part: sigm
# mistake: tanh-with-doubled-t
# %% sigm
def sigm(t):
    return 0.5 + 0.5 * numpy.tanh(2 * t)
