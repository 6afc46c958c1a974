"""Scales the tanh to a height of one but forgets to shift it up."""
# part: sigm
# mistake: tanh-without-offset
# %% sigm
def sigm(t):
    return 0.5 * numpy.tanh(0.5 * t)
